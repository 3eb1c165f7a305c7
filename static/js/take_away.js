// Shows the buttons that copy a page's address and print it, and makes them work.
for (const item of document.querySelectorAll("[data-print]")) {
  item.hidden = false;
  item.querySelector("button").addEventListener("click", () => print());
}

// Browsers lend the clipboard to pages on a safe line only.
for (const item of navigator.clipboard ? document.querySelectorAll("[data-copy-link]") : []) {
  item.hidden = false;
  const status = item.querySelector("[role=status]");
  item.querySelector("button").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0]);
      status.textContent = "Link copied";
    } catch {
      status.textContent = "Copy it from the address bar";
    }
  });
}
