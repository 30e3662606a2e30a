package site

// standIns are the files that trimGoApp adds to go-app.
var standIns = []struct{ file, source string }{
	{"pkg/nojson/nojson.go", noJSON},
	{"pkg/nourl/nourl.go", noURL},
	{"pkg/noreflect/noreflect.go", noReflect},
	{"pkg/errors/errors_wasm.go", goAppErrors},
	{"pkg/app/stub_wasm.go", goAppStub},
	{"pkg/app/elem_wasm.go", goAppElem},
}

// noJSON stands for encoding/json, which go-app needs for storage and notifications that the
// workbench does not use, and which would weigh a twentieth of the module.
const noJSON = `// Package json stands for encoding/json and does nothing.
package json

import "errors"

var errNone = errors.New("no JSON in this build")

func Marshal(any) ([]byte, error) { return nil, errNone }

func MarshalIndent(any, string, string) ([]byte, error) { return nil, errNone }

func Unmarshal([]byte, any) error { return errNone }
`

// noReflect stands for package reflect, which would weigh a fiftieth of the module.
const noReflect = `// Package reflect tells values apart that are in interfaces.
package reflect

import "unsafe"

// Type is the address of a type's description.
type Type uintptr

type value struct {
	of   Type
	data unsafe.Pointer
}

func TypeOf(v any) Type { return (*value)(unsafe.Pointer(&v)).of }

// IsNil reports whether v is a nil pointer of some type.
func IsNil(v any) bool { return (*value)(unsafe.Pointer(&v)).data == nil }

// Function returns the code that a function value runs.
func Function(f any) uintptr { return **(**uintptr)(unsafe.Pointer(&(*value)(unsafe.Pointer(&f)).data)) }
`

// goAppErrors stands for errors that are written as JSON and know the line that made them.
const goAppErrors = `//go:build wasm

// Package errors has errors that wrap others.
package errors

type Error struct {
	message string
	wrapped error
}

func New(message string) Error { return Error{message: message} }

// WithTag leaves the tag out: it may be a piece of what was pasted, and an error goes to the console.
func (e Error) WithTag(string, any) Error { return e }

func (e Error) Wrap(err error) Error {
	e.wrapped = err
	return e
}

func (e Error) Unwrap() error { return e.wrapped }

func (e Error) Error() string {
	if e.wrapped == nil {
		return e.message
	}
	return e.message + ": " + e.wrapped.Error()
}
`

// goAppStub declares what the rest of the package still names when those files are left out.
const goAppStub = `//go:build wasm

package app

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/errors"
)

// Handler stands for the HTTP handler, which is no part of a WebAssembly module.
type Handler struct{}

func clientResourceResolver(string) func(string) string {
	return func(location string) string { return location }
}

// router knows routes by their path alone.
type router map[string]func() Composer

func makeRouter() router { return router{} }

func (r router) route(path string, newComponent func() Composer) { r[path] = newComponent }

func (r router) routeWithRegexp(pattern string, _ func() Composer) {
	panic(errors.New("routes by regular expression are not in this build: " + pattern))
}

func (r router) createComponent(path string) (Composer, bool) {
	newComponent, ok := r[path]
	if !ok {
		return nil, false
	}
	return newComponent(), true
}

func encrypt(string, []byte) ([]byte, error) {
	return nil, errors.New("encryption is not in this build")
}

func decrypt(string, []byte) ([]byte, error) {
	return nil, errors.New("encryption is not in this build")
}

// State, Observer and stateManager stand for states, which are shared between components, stored
// and broadcast to other pages.
type State struct{}

type Observer struct{}

type stateManager struct{}

func (*stateManager) Observe(_ Context, state string, _ any) Observer { panic(noStates(state)) }
func (*stateManager) Get(_ Context, state string, _ any)              { panic(noStates(state)) }
func (*stateManager) Set(_ Context, state string, _ any) State        { panic(noStates(state)) }
func (*stateManager) Delete(_ Context, state string)                  { panic(noStates(state)) }
func (*stateManager) Cleanup()                                        {}
func (*stateManager) CleanupExpiredPersistedStates(Context)           {}

func noStates(state string) error {
	return errors.New("states are not in this build: " + state)
}

// browser stands for the events of the page, which its virtual window does not pass on.
type browser struct{ AppUpdatable bool }

// Action, ActionHandler and actionManager stand for actions, which nobody here posts.
type Action struct {
	Name  string
	Value any
	Tags  Tags
}

type ActionHandler func(Context, Action)

var actionHandlers map[string]ActionHandler

type actionManager struct{}

func (*actionManager) Handle(action string, _ UI, _ bool, _ ActionHandler) { panic(noActions(action)) }
func (*actionManager) Post(_ Context, a Action)                            { panic(noActions(a.Name)) }
func (*actionManager) Cleanup()                                            {}

func noActions(action string) error {
	return errors.New("actions are not in this build: " + action)
}

// Log writes to the console.
func Log(v ...any) { Window().Get("console").Call("error", fmt.Sprint(v...)) }

// newID gives no identity: nothing is stored.
func newID() string { return "" }
`

// noURL stands for net/url. The workbench sees one address, that of its virtual window, and never
// leaves it.
const noURL = `// Package url knows addresses of the form https://host/path alone.
package url

import "strings"

type URL struct{ Scheme, Host, Path, Fragment string }

func Parse(raw string) (*URL, error) {
	var u URL
	raw, u.Fragment, _ = strings.Cut(raw, "#")
	if scheme, rest, ok := strings.Cut(raw, "://"); ok {
		u.Scheme = scheme
		u.Host, raw, _ = strings.Cut(rest, "/")
		raw = "/" + raw
	}
	u.Path = raw
	return &u, nil
}

func (u *URL) String() string {
	s := u.Path
	if u.Host != "" {
		s = u.Scheme + "://" + u.Host + s
	}
	if u.Fragment != "" {
		s += "#" + u.Fragment
	}
	return s
}
`

// goAppElem stands for the types of all HTML elements, of which app/ui uses that of any element.
const goAppElem = `//go:build wasm

package app

import "strings"

// HTMLElem is an element of any name.
type HTMLElem interface {
	HTML
	Body(v ...UI) HTMLElem
	Aria(k string, v any) HTMLElem
	Attr(n string, v any) HTMLElem
	Class(v ...string) HTMLElem
	XMLNS(v string) HTMLElem
	On(event string, h EventHandler, options ...EventOption) HTMLElem
	privateBody(v ...UI) HTMLElem
}

type HTMLBody = HTMLElem
type HTMLDiv = HTMLElem

func Body() HTMLElem { return Elem("body") }

func Div() HTMLElem { return Elem("div") }

func Elem(tag string) HTMLElem { return &htmlElem{htmlElement{tag: tag}} }

type htmlElem struct{ htmlElement }

func (e *htmlElem) Body(v ...UI) HTMLElem { return e.privateBody(v...) }

func (e *htmlElem) privateBody(v ...UI) HTMLElem {
	e.setBody(FilterUIElems(v...))
	return e
}

func (e *htmlElem) Aria(k string, v any) HTMLElem { return e.Attr("aria-"+k, v) }

func (e *htmlElem) Attr(n string, v any) HTMLElem {
	e.setAttr(n, v)
	return e
}

func (e *htmlElem) Class(v ...string) HTMLElem { return e.Attr("class", strings.Join(v, " ")) }

func (e *htmlElem) XMLNS(v string) HTMLElem {
	e.xmlns = v
	return e
}

func (e *htmlElem) On(event string, h EventHandler, options ...EventOption) HTMLElem {
	e.setEventHandler(event, h, options...)
	return e
}

func (e *htmlElem) setDepth(v uint) UI {
	e.treeDepth = v
	return e
}

func (e *htmlElem) setJSElement(v Value) HTML {
	e.jsElement = v
	return e
}

func (e *htmlElem) setAttrs(v attributes) HTML {
	e.attributes = v
	return e
}

func (e *htmlElem) setEvents(v eventHandlers) HTML {
	e.eventHandlers = v
	return e
}

func (e *htmlElem) setParent(v UI) UI {
	e.parentElement = v
	return e
}

func (e *htmlElem) setBody(v []UI) HTML {
	e.children = v
	return e
}
`

// adoptingUpdate asks a component what upstream finds out by reflection: whether next, drawn in its place,
// has anything new for it.
const adoptingUpdate = `func (m nodeManager) updateComponent(ctx Context, v, next Composer) (UI, error) {
	if !v.(interface{ Adopt(Composer) bool }).Adopt(next) {
		return v, nil
	}
	ctx.removeComponentUpdate(v)
	return m.UpdateComponentRoot(ctx, v)
}
`

// drawnByTicker is what go-app's loop does with an event, drawnAtOnce what it does here.
const (
	drawnByTicker = `			if currentFrameDuration != activeFrameDuration {
				frames.Reset(activeFrameDuration)
				currentFrameDuration = activeFrameDuration
			}
			dispatch()
`
	drawnAtOnce = `			dispatch()
			if len(e.dispatches) == 0 {
				e.processFrame()
			}
`
)
