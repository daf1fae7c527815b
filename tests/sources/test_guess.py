from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from renkei.errors import SourceError
from renkei.sources import guess_mapping, mapping_as_toml, mapping_from_toml, read_table
from renkei.sources.header_words import header_words
from renkei.sources.headers import header_key, matched_columns
from renkei.tables import INPUT_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sources.conftest import Write


def test_every_column_of_every_table_has_its_own_name_among_its_words() -> None:
    words = header_words()
    assert set(words) == set(INPUT_TABLES)
    for table, spec in INPUT_TABLES.items():
        assert set(words[table]) == {column.name for column in spec.columns}
        assert not [word for names in words[table].values() for word in names if word.startswith("*")]


def test_headers_are_compared_without_case_width_and_punctuation() -> None:
    assert header_key("X_TWD97") == header_key("ｘ (twd97)") == "xtwd97"
    assert header_key("臺灣座標") == header_key("台灣坐標")
    assert matched_columns(["B", "a"], {"one": ("x", "A"), "two": ("a", "b"), "three": ("c",)}) == {
        "one": "a",
        "two": "B",
    }


def test_a_taiwanese_activity_table_is_guessed_and_read(write: Write) -> None:
    text = "縣市,鄉鎮市區,行業代碼,年度,工廠家數,員工人數,備註\n"
    text += "彰化縣,社頭鄉,123,105,171,2000,\n臺北縣,鶯歌鎮,232,105,211,,\n"
    file = write(text, encoding="cp950")
    mapping = guess_mapping(file)
    assert mapping.table == "activity"
    assert mapping.columns == {
        "region": ("縣市", "鄉鎮市區"),
        "industry": ("行業代碼",),
        "year": ("年度",),
        "establishments": ("工廠家數",),
        "jobs": ("員工人數",),
    }
    assert (mapping.dates, mapping.geography, mapping.classification) == ("roc", "TW-2016", "TWSIC-2011")
    assert mapping.ignore == ("備註",)
    imported = read_table(file, mapping_from_toml(mapping_as_toml(mapping)))
    assert imported.tables["activity"].select("region", "industry", "year", "establishments").rows() == [
        ("10007170", "123", 2016, 171),
        ("65000080", "232", 2016, 211),
    ]


def test_a_japanese_activity_table_is_guessed(write: Write) -> None:
    text = "都道府県,市区町村,産業分類,年,事業所数,従業者数\n架空県,架空市,輸送用機械,2016,12,345\n"
    mapping = guess_mapping(write(text, encoding="cp932"))
    assert mapping.table == "activity"
    assert mapping.columns["region"] == ("都道府県", "市区町村")
    assert mapping.columns["establishments"] == ("事業所数",)
    assert mapping.columns["jobs"] == ("従業者数",)
    assert mapping.geography is None
    assert mapping.missing == ()


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("事業所番号,事業所名,住所,経度,緯度,開設年月日", "establishments"),
        ("工廠登記編號,工廠名稱,鄉鎮市區,主要產品", "establishments"),
        ("統一編號,公司名稱,設立日期", "organisations"),
        ("法人番号,商号又は名称,都道府県", "organisations"),
        ("市区町村コード,市区町村名,人口,面積", "regions"),
        ("行業代碼,行業名稱,英文名稱", "industries"),
        ("園區代碼,園區名稱,園區類型,經度,緯度", "zones"),
        ("園區名稱,行業代碼,年度,家數", "zone_activity"),
        ("縣市,行業代碼,設立年,設立家數", "openings"),
        ("メッシュコード,産業分類,事業所数", "cells"),
        ("source,target,kind,project,start_date", "links"),
        ("文件編號,文件類型,標題,摘要", "documents"),
        ("from_industry,to_industry,value", "flows"),
        ("region,naics,year,emp,est", "activity"),
    ],
)
def test_the_table_is_told_from_the_header(write: Write, header: str, table: str) -> None:
    assert guess_mapping(write(f"{header}\n{',1' * header.count(',')}\n")).table == table


def test_number_and_list_notations_are_told_from_the_cells(write: Write) -> None:
    assert (
        guess_mapping(write("region;industry;year;jobs\nA;25;2016;1.234,5\nB;25;2016;3,5\n")).decimal == ","
    )
    assert guess_mapping(write("region,industry,year,jobs\nA,25,2016,3.5\n")).decimal == "."
    listed = "establishment,industries\n1,25、29\n2,25\n"
    assert guess_mapping(write(listed)).list_separator == "、"
    assert guess_mapping(write(listed.replace("、", "|"))).list_separator is None
    assert guess_mapping(write("establishment,opened\n1,31/12/2010\n")).dates == "day_first"
    assert guess_mapping(write("establishment,opened\n1,99.10.08\n")).dates == "roc"


def test_a_year_in_the_file_name_fills_a_missing_year(write: Write) -> None:
    mapping = guess_mapping(write("region,industry,jobs\nA,25,1\n", "jobs_2016.csv"))
    assert mapping.constants == {"year": 2016}


def test_a_table_that_fits_nothing_is_refused(write: Write) -> None:
    with pytest.raises(
        SourceError, match=r"No table takes the columns of .*: a, b\. Write the mapping by hand"
    ):
        guess_mapping(write("a,b\n1,2\n"))


# The headers are those of real files; the rows are fictional.
LIKE_REAL_FILES = {
    "regions by sector": (
        "year,region,region_code,ind_code,ind_name,firms,emp_all,pop,area_sqkm\n"
        "2015.0,Nordmark,NM,WZ08-B,Bergbau,12.0,55.0,900.0,35.5\n"
        "2015.0,Suedmark,SM,WZ08-B,Bergbau,15.0,65.0,800.0,25.5\n",
        "activity",
        {
            "region": "region_code", "industry": "ind_code", "year": "year",
            "establishments": "firms", "jobs": "emp_all",
        },
    ),
    "counties, numbered anew in each state": (
        "id,state,COUNTY,GEO_TTL,relevant_naics,NAICS2012_TTL,NAICS_Sector,estab,emp_reported,emp_est1\n"
        '1001,1,1,"Abel County, Aland",1141,Fishing,11,2.8,0.6,11.6\n'
        '2001,2,1,"Abel County, Bland",1141,Fishing,11,3.8,0.7,11.7\n'
        '1003,1,3,"Cobb County, Aland",1141,Fishing,11,4.8,0.8,11.8\n'
        '1003,1,3,"Cobb County, Aland",3141,Weaving,31,4.8,0.8,11.8\n'
        '1001,1,1,"Abel County, Aland",3141,Weaving,31,2.8,0.6,11.6\n'
        '2001,2,1,"Abel County, Bland",3141,Weaving,31,3.8,0.7,11.7\n',
        "activity",
        {"region": "id", "industry": "relevant_naics", "establishments": "estab", "jobs": "emp_reported"},
    ),
    "states": (
        "fipstate,naics,year,est,emp,emp_nf,empflag,ap,ap_nf\n1,31----,2011,9,15,G,,592,G\n2,31----,2011,8,14,G,,59,G\n",
        "activity",
        {"region": "fipstate", "industry": "naics", "year": "year", "establishments": "est", "jobs": "emp"},
    ),
    "census regions beside states": (
        "state,year,region,emp\nAland,1970,6,10.5\nBland,1970,6,11.5\nCland,1970,6,12.5\n",
        "activity",
        {"region": "state", "year": "year", "jobs": "emp"},
    ),
    "organisations": (
        "new_org_id;organisationName;organisationShortName;organizationUrl;REGION_Level_NUTS_3;country;city\n"
        "a1;Abel Works;AW;http://a.example;;SI;Aville\nb2;Bell Works;;http://b.example;;SI;Bville\n",
        "organisations",
        {
            "organisation": "new_org_id", "name": "organisationName", "other_names": "organisationShortName",
            "country": "country", "region": "REGION_Level_NUTS_3",
        },
    ),
    "prefectures": (
        "id,name-ja,name-en,regions\n1,架空県,Kaku,0\n2,仮想県,Kaso,0\n3,想像県,Sozo,0\n",
        "regions",
        {"region": "id", "name_ja": "name-ja", "name_en": "name-en", "parent": "regions"},
    ),
    "awards": (
        "id,fiscalYear,date,organization,corporateNumber,program,amount,sourceName\n"
        "g1,2015,2016-03-18,架空工業,1010001000001,架空事業,5,g\n"
        "g2,2015,2016-03-19,仮想工業,1010001000002,仮想事業,6,g\n",
        "documents",
        {"document": "id", "organisations": "corporateNumber", "title": "program", "date": "date"},
    ),
    "firms": (
        "region,industry,firm,emp_firm,emp_region\n1.0,Weaving,W1,10.0,90.0\n1.0,Weaving,W2,11.0,90.0\n",
        "establishments",
        {"establishment": "firm", "region": "region", "industries": "industry", "jobs": "emp_firm"},
    ),
    "participations": (
        "rcn,role,pic,type,contribution,country,start_date,end_date\n"
        "1,participant,91,PRC,5,BE,2019-05-01,2022-04-30\n1,coordinator,92,HES,6,BE,2019-05-01,2022-04-30\n"
        "2,participant,91,PRC,7,BE,2019-06-01,2022-05-31\n2,coordinator,93,HES,8,BE,2019-06-01,2022-05-31\n",
        "links",
        {
            "source_organisation": "pic", "kind": "role", "event": "rcn", "start": "start_date",
            "end": "end_date", "amount": "contribution",
        },
    ),
    "a German table": (
        "Jahr;Kreis;Wirtschaftszweig;Betriebe;Beschäftigte\n2016;01001;25;3;40\n2016;01002;25;4;50\n",
        "activity",
        {
            "region": "Kreis", "industry": "Wirtschaftszweig", "year": "Jahr",
            "establishments": "Betriebe", "jobs": "Beschäftigte",
        },
    ),
    "a French table": (
        "Année,Région,Secteur,Établissements,Effectifs salariés\n2016,84,25,3,40\n2016,85,25,4,50\n",
        "activity",
        {
            "region": "Région", "industry": "Secteur", "year": "Année",
            "establishments": "Établissements", "jobs": "Effectifs salariés",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LIKE_REAL_FILES)
def test_headers_as_they_are_found_get_a_best_first_mapping(write: Write, kind: str) -> None:
    text, table, columns = LIKE_REAL_FILES[kind]
    mapping = guess_mapping(write(text))
    assert mapping.table == table
    assert dict(mapping.columns) == {name: (header,) for name, header in columns.items()}


@pytest.mark.parametrize("kind", LIKE_REAL_FILES)
def test_no_header_serves_two_columns_and_what_is_open_is_said(write: Write, kind: str) -> None:
    mapping = guess_mapping(write(LIKE_REAL_FILES[kind][0]))
    used = [header for headers in mapping.columns.values() for header in headers]
    assert len(used) == len(set(used))
    assert not set(used) & set(mapping.ignore)
    text = mapping_as_toml(mapping)
    assert mapping_from_toml(text) == mapping
    assert ("Still needed: " + ", ".join(mapping.missing) in text) == bool(mapping.missing)


def test_rates_shares_and_thousands_are_not_taken_for_counts(write: Write) -> None:
    text = "region,industry,year,emp_share,emp_growth,emp1000,就業人數千人\nA,25,2016,1,2,3,4\n"
    assert "jobs" not in guess_mapping(write(text)).columns


def test_columns_of_numbers_take_no_words_and_coordinates_keep_to_the_globe(write: Write) -> None:
    text = "plant_id,jobs,x,y\nP1,many,301234.5,2771234.5\nP2,some,301235.5,2771235.5\n"
    assert dict(guess_mapping(write(text)).columns) == {"establishment": ("plant_id",)}
    assert guess_mapping(write(text.replace("30123", "12").replace("277123", "2"))).columns["lon"] == ("x",)


def test_names_go_to_the_column_of_their_language(write: Write) -> None:
    for names, column in {
        "Abel,Bell": "name_en",
        "カクウ,架空": "name_ja",
        "架空鄉,仮市": "name_zh_hant",
    }.items():
        one, two = names.split(",")
        mapping = guess_mapping(write(f"towncode,place name\n01,{one}\n02,{two}\n"))
        assert mapping.columns[column] == ("place name",)


def test_a_lone_resemblance_is_enough_for_a_first_mapping(write: Write) -> None:
    mapping = guess_mapping(write("colour,year\nred,2016\n"))
    assert mapping.columns == {"year": ("year",)}
    assert mapping.missing


def test_commas_within_names_do_not_separate_lists(write: Write) -> None:
    text = 'id,title,organisations\n1,A,"Abel, Bell and Co."\n2,B,"Works, Inc."\n'
    assert guess_mapping(write(text)).list_separator is None
    assert guess_mapping(write('establishment,industries\n1,"25, 29"\n2,25\n')).list_separator == ","


def test_many_unknown_headers_are_told_in_short(write: Write) -> None:
    header = ",".join(f"q{number}" for number in range(40))
    with pytest.raises(SourceError, match=r"q0, q1, .*q19 …\. Write"):
        guess_mapping(write(f"{header}\n{',' * 38}1,\n"))


REAL_FILES = {
    "reat_germany/G.regions.industries.csv": (
        "activity",
        "region=region_code industry=ind_code year=year establishments=firms jobs=emp_all",
    ),
    "reat_germany/G.regions.emp.csv": ("activity", "region=region industry=industry year=year jobs=emp"),
    "reat_germany/FK2014_EGC.csv": (
        "establishments",
        "establishment=firm region=region industries=industry jobs=emp_firm",
    ),
    "us_county_naics/naics4_all.csv.gz": (
        "activity",
        "region=id industry=relevant_naics establishments=estab jobs=emp_reported",
    ),
    "us_county_naics/cbp_state_naics6_multi_year.csv.gz": (
        "activity",
        "region=fipstate industry=naics year=year establishments=est jobs=emp",
    ),
    "us_county_naics/county_id_list.csv": ("regions", "region=id name_en=county parent=state"),
    "us_county_naics/naics2007_titles.tsv": ("industries", "industry=NAICS name_en=DESCRIPTION"),
    "us_bea_io/Detail_CommodityCodeName_2012.csv": (
        "industries",
        "industry=BEA_2012_Detail_Commodity_Code name_en=BEA_2012_Detail_Commodity_Name",
    ),
    "shapes/jp_prefectures.csv": ("regions", "region=id name_en=name-en name_ja=name-ja parent=regions"),
    "cordis_fp7/fp7orgs.csv": (
        "organisations",
        "organisation=new_org_id name=organisationName other_names=organisationShortName country=country "
        "region=REGION_Level_NUTS_3",
    ),
    "cordis_fp7/fp7edges.tsv": ("links", "source_organisation=new_org_id event=projectRcn"),
    "cordis_h2020/h2020.csv.gz": (
        "links",
        "source_organisation=pic kind=role event=rcn start=start_date end=end_date amount=contribution",
    ),
    "cordis_h2020/sod2016/unique_org.csv": (
        "organisations",
        "organisation=new_org_id name=name other_names=shortName country=country",
    ),
    "cordis_full_schema_samples/horizon_project_df_100.csv": (
        "documents",
        "document=id title=title text=objective fields=topics date=startDate",
    ),
    "erc/erc_starting.csv": (
        "documents",
        "document=project_acronym organisations=institution title=project text=details_project "
        "date=date_start_project",
    ),
    "japan_meti_funding/commitments_2015_2026_partial.csv.gz": (
        "documents",
        "document=id organisations=corporateNumber title=program text=notes date=date",
    ),
    "tw_factories/tw_factories_2016.csv.gz": (
        "establishments",
        "establishment=工廠登記編號 organisation=營利事業統一編號 name=工廠名稱 region=工廠市鎮鄉村里 "
        "lon=lon lat=lat industries=主要產品 opened=工廠登記核准日期",
    ),
}


@pytest.mark.parametrize("name", REAL_FILES)
def test_real_files_are_guessed_as_a_person_would(shared_data: Path, name: str) -> None:
    table, columns = REAL_FILES[name]
    mapping = guess_mapping(shared_data / name)
    assert mapping.table == table
    assert " ".join(f"{ours}={'+'.join(headers)}" for ours, headers in mapping.columns.items()) == columns
