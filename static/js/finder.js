// Opens the filter panel when an error message inside it is followed, keeps the focus on the page
// after a swap, and says so when a search fails.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  if (!link) return;
  const target = document.querySelector(link.getAttribute("href"));
  const panel = target && target.closest("details");
  if (panel) panel.open = true;
});

function sayFailure() {
  const status = document.getElementById("finder-status");
  if (status) status.textContent = "The search did not answer. Your list is unchanged; try again.";
}
document.addEventListener("htmx:sendError", sayFailure);
document.addEventListener("htmx:responseError", sayFailure);
document.addEventListener("htmx:timeout", sayFailure);

// What had the focus may be gone or folded away after a swap; the new heading is the place to be.
document.addEventListener("htmx:afterSettle", (event) => {
  const held = document.activeElement;
  if (event.target.id !== "finder" || (held && held !== document.body && held.checkVisibility())) return;
  document.getElementById("result-count").focus({ preventScroll: true });
});
