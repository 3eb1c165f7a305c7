// Opens the filter panel when an error message inside it is followed, lands on the heading of the
// results after a swap and after Back, and says so when a search fails.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  if (!link) return;
  const target = document.querySelector(link.getAttribute("href"));
  for (let folded = target; folded; folded = folded.parentElement) {
    if (folded.matches("details")) folded.open = true;
  }
});

// Fields that were left empty stay out of the address, as the server keeps them out without scripts.
document.addEventListener("htmx:configRequest", (event) => {
  const { formData } = event.detail;
  for (const name of new Set(formData.keys())) {
    const filled = formData.getAll(name).filter((value) => value !== "");
    formData.delete(name);
    for (const value of filled) formData.append(name, value);
  }
});

function say(text) {
  const status = document.getElementById("finder-status");
  if (status) status.textContent = text;
}
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => say("The search did not answer. Your list is unchanged; try again."));
}

// The heading is the answer: it comes to the top of the window and has the focus, which is also
// what makes a screen reader say it, once; a live region beside it would say it again.
function land() {
  const heading = document.getElementById("result-count");
  if (!heading) return;
  say("");
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start", behavior: "instant" });
}
// What was unfolded in the panel stays so.
let unfolded = [];
document.addEventListener("htmx:beforeSwap", () => {
  unfolded = [...document.querySelectorAll("#filter-form > details[open]")].map((details) => details.id);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "finder") return;
  for (const id of unfolded) document.getElementById(id).open = true;
  land();
});
document.addEventListener("htmx:historyRestore", land);
