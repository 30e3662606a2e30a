// Says so when host.js did not run at all: too old a browser to read it, or a file that is missing.
// Written for any browser of the last twenty years.
window.onload = function () {
  if (window.countersignRuns) return;
  var element = document.getElementById("workbench");
  var message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.appendChild(document.createTextNode(
    "The workbench does not run here: this browser is too old for it, or a part of the page could not be loaded. " +
    "The guides work without it."));
  element.insertBefore(message, element.firstChild);
};
