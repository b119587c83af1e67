// On a static site the choice of a day needs no server: the day is an address.
const form = document.querySelector("[data-asof]");
form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  location.href = `${form.action}${form.action.endsWith("/") ? "" : "/"}${form.day.value}/`;
});
