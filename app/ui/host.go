package ui

// Host is the page around the workbench. Everything that reaches outside the workbench's own
// elements goes through it. Callbacks may come on any goroutine.
type Host interface {
	// Root is the relative prefix of the site's root as seen from the page: "", "../".
	Root() string
	// Guides is what view.PackGuides gave.
	Guides() string
	// Examples is what view.PackExamples gave.
	Examples() string
	// Example is the name of the example that the page's address asks for (#example=NAME), or "".
	Example() string
	// OnExample calls open when the address comes to ask for another one.
	OnExample(open func(name string))
	// TakeTyped gives the text typed into the page's own box before the workbench was there, once.
	TakeTyped() string
	// Save keeps the state in the page's memory, never in storage; Saved gives it back after a restart.
	Save(state string)
	Saved() string
	// Copy puts text on the clipboard and tells whether that worked.
	Copy(text string, done func(ok bool))
	// Workers is how many jobs run beside the page and each other.
	Workers() int
	// Work runs view.Work(job) in a worker under the page's policy, and passes on what it reports. Cancelling ends
	// the worker; neither function is then called. ok is false when no worker could do it.
	Work(job string, report func(progress string), done func(result string, ok bool)) (cancel func())
	// Restart ends this run of the program after a fault and starts another with the saved state.
	Restart(fault string)
}
