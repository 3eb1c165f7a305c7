// Says on the button of the front page how many programs fit what is filled in so far. Without it the
// button counts the whole list, and the finder counts what was asked.
(() => {
  const PAUSE = 300;
  const form = document.querySelector("form[data-counts-at]");
  const button = form?.querySelector("[data-count]");
  if (!button) {
    return;
  }
  let waiting = 0;
  let latest = 0;

  function asked() {
    const filled = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
    return new URLSearchParams(filled);
  }

  function say(total) {
    const counted = Number.isInteger(total) && total > 0;
    button.textContent = counted
      ? `Search ${total.toLocaleString("en-US")} program${total === 1 ? "" : "s"}`
      : "Search programs";
  }

  async function count() {
    const turn = ++latest;
    try {
      const response = await fetch(`${form.dataset.countsAt}?${asked()}`);
      const answer = response.ok ? await response.json() : {};
      if (turn === latest) {
        say(answer.total);
      }
    } catch {
      say();
    }
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(count, PAUSE);
  }

  form.addEventListener("input", soon);
  // Browsers fill a form in again after Back.
  addEventListener("pageshow", () => [...asked()].length && soon());
})();
