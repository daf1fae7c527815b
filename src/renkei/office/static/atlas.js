// What the pages gain from JavaScript; everything on them works without it.
"use strict";

// Pictures become live where there is a pointer and room: tooltips on every mark, from the same specification.
const live = document.currentScript.dataset.live;
const roomy = window.matchMedia("(hover: hover) and (min-width: 40rem)").matches;
if (roomy && document.querySelector("figure[data-spec]")) {
  import(live).catch((error) => console.warn("The pictures stay as drawn:", error));
}

// A choice in the map's form is drawn at once.
for (const choice of document.querySelectorAll("form.chooser[data-at-once] :is(select, input)")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}

// A slider says where it stands while it is moved.
for (const slider of document.querySelectorAll("input[type=range]")) {
  const said = slider.form.querySelector(`output[for="${slider.id}"]`);
  slider.addEventListener("input", () => { said.value = slider.value; });
}

// One press copies a citation.
for (const place of document.querySelectorAll("button[data-copies]")) {
  place.hidden = !navigator.clipboard;
  place.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place.dataset.copies);
    place.textContent = place.dataset.done;
  });
}
