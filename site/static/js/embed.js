/* Loads what comes from another site, once the reader asks for it. Without this script the link leads there. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-embed] .embed-ask a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const figure = link.closest("[data-embed]");
  const frame = document.createElement("iframe");
  frame.src = figure.dataset.embed;
  frame.title = figure.dataset.title;
  frame.allow = "fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  figure.replaceChildren(frame);
  frame.focus();
});
