// scriptAddress lets the scripts that it is joined with, and nothing else on the page, name a script to run.
const scriptAddress = (() => {
  if (!window.trustedTypes) return (address) => address;
  const policy = trustedTypes.createPolicy("countersign", { createScriptURL: (address) => address });
  return (address) => policy.createScriptURL(address);
})();
