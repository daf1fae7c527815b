// Makes the pictures of a page live: tooltips and links on every mark, drawn from the same specification.
//
// <figure data-spec="/pictures/map.json"> … <svg class="picture">…</svg> … </figure>
//
// The drawn SVG stays until its live twin is complete, and for good if anything fails: no script, an old
// browser, a lost connection. The page's policy may be script-src 'self'; style-src 'self': expressions are
// interpreted, never evaluated, and no style sheet is inserted (live.css holds the tooltip's style).

const OPTIONS = {
  mode: "vega-lite",
  ast: true,
  renderer: "svg",
  actions: false,
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true, theme: "atlas" },
};

async function enliven(figure) {
  const drawn = figure.querySelector("svg.picture");
  const response = await fetch(figure.dataset.spec, { credentials: "same-origin" });
  if (!drawn || !response.ok) return;
  const specification = await response.json();
  const place = document.createElement("div");
  place.className = "picture-live";
  place.hidden = true;
  drawn.after(place);
  try {
    const { view } = await vegaEmbed(place, specification, OPTIONS);
    const live = place.querySelector("svg");
    live.classList.add("picture");
    live.setAttribute("font-variant", "tabular-nums");
    live.setAttribute("viewBox", drawn.getAttribute("viewBox"));
    place.hidden = false;
    drawn.remove();
    figure.dataset.live = "yes";
    figure.atlasView = view;
  } catch (error) {
    place.remove();
    console.warn("The picture stays as drawn:", error);
  }
}

function watch(figures) {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      seen.unobserve(entry.target);
      enliven(entry.target).catch((error) => console.warn("The picture stays as drawn:", error));
    }
  }, { rootMargin: "200px" });
  figures.forEach((figure) => seen.observe(figure));
}

watch(document.querySelectorAll("figure[data-spec]"));
