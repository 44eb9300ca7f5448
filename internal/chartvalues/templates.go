package chartvalues

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template/parse"
)

// Templates are what reading the templates of a chart tells of its values. A value that is
// used in any other way than the ones known here may be joined to something.
type Templates struct {
	// uses are those in templates that are rendered, shared those in named ones, which any
	// chart may call that is rendered with them.
	uses, shared []use
	// defined are the named templates, called those that are asked for.
	defined, called map[string]bool
	// unknown says that there is something in which any value may be used.
	unknown bool
}

// A use is a place in a template where a value stands: the image of a container, which
// begins with the value, a test that writes nothing, or anything else.
type use struct {
	path []string
	kind useKind
	// guarded says that a condition about a registry decides whether the place is rendered.
	guarded bool
}

type useKind uint8

const (
	anyUse useKind = iota
	imageUse
	testUse
)

// ReadTemplates reads the texts of a chart's templates, and its values, which may hold
// templates too.
func ReadTemplates(texts, values [][]byte) *Templates {
	t := &Templates{defined: map[string]bool{}, called: map[string]bool{}}
	for _, text := range texts {
		t.read(string(text))
	}
	for _, text := range values {
		for _, found := range valuesMention().FindAllSubmatch(text, -1) {
			t.uses = append(t.uses, use{strings.FieldsFunc(string(found[1]), func(c rune) bool { return c == '.' }), anyUse, false})
		}
	}
	return t
}

// UnknownTemplates returns those of which it is not known how they use values.
func UnknownTemplates() *Templates { return &Templates{unknown: true} }

// valuesMention is a value that a text names.
var valuesMention = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\.Values((?:\.\w+)*)`) })

// read reads one file. One that cannot be parsed may use anything.
func (t *Templates) read(text string) {
	const file = "file of a chart"
	tree := parse.New(file)
	tree.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(text, "", "", trees); err != nil {
		t.unknown = true
		return
	}
	for name, part := range trees {
		r := reading{templates: t, into: &t.uses}
		if name != file {
			t.defined[name], r.into = true, &t.shared
		}
		r.list(part.Root)
	}
}

// A reading goes through one template.
type reading struct {
	templates *Templates
	into      *[]use
	// before is the text in front of an action, containers whether a list of containers
	// has begun.
	before     string
	containers bool
	// guards are the conditions about a registry around what is read.
	guards int
}

func (r *reading) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for i, node := range l.Nodes {
		switch node := node.(type) {
		case *parse.TextNode:
			r.before = string(node.Text)
			r.containers = r.containers || strings.Contains(r.before, "ontainers:")
		case *parse.ActionNode:
			if path, ok := imageValue(node.Pipe); ok && r.containers && imageKey().MatchString(r.before) && endsName(l.Nodes[i+1:]) {
				r.add(path, imageUse)
				r.rest(node.Pipe)
			} else {
				r.pipe(node.Pipe, anyUse)
			}
			r.before = ""
		case *parse.IfNode:
			r.branch(&node.BranchNode, testUse)
		case *parse.WithNode:
			r.branch(&node.BranchNode, anyUse)
		case *parse.RangeNode:
			r.branch(&node.BranchNode, anyUse)
		case *parse.TemplateNode:
			r.templates.called[node.Name] = true
			r.pipe(node.Pipe, anyUse)
			r.before = ""
		}
	}
}

// branch goes through both lists. What follows a branch is not known to begin anything.
func (r *reading) branch(b *parse.BranchNode, kind useKind) {
	if len(b.Pipe.Decl) > 0 || !isTest(b.Pipe) {
		kind = anyUse
	}
	before, guards := r.before, r.guards
	r.pipe(b.Pipe, kind)
	if asksRegistry().MatchString(b.Pipe.String()) {
		r.guards++
	}
	r.list(b.List)
	r.before = before
	r.list(b.ElseList)
	r.before, r.guards = "", guards
}

// asksRegistry is in conditions that may be about a registry.
var asksRegistry = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)registry|hub\b|repo\b`) })

// isTest reports whether a condition only asks which values are there.
func isTest(p *parse.PipeNode) bool {
	for _, command := range p.Cmds {
		for i, arg := range command.Args {
			switch arg := arg.(type) {
			case *parse.FieldNode, *parse.VariableNode:
			case *parse.IdentifierNode:
				if i > 0 || arg.Ident != "and" && arg.Ident != "or" && arg.Ident != "not" {
					return false
				}
			case *parse.PipeNode:
				if !isTest(arg) {
					return false
				}
			default:
				return false
			}
		}
	}
	return true
}

// imageKey is the text in front of an image that begins with the next action.
var imageKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|\n)[ \t]*(- )?image:[ \t]*["']?$`) })

// endsName reports whether what follows a value goes on with a tag or a digest, or ends
// the image. In a branch both ways must.
func endsName(rest []parse.Node) bool {
	if len(rest) == 0 {
		return true
	}
	switch next := rest[0].(type) {
	case *parse.TextNode:
		return strings.ContainsAny(string(next.Text[:1]), ":@\"'\n\r")
	case *parse.IfNode:
		return next.List != nil && beginsTag(next.List) && (next.ElseList == nil && endsName(rest[1:]) || next.ElseList != nil && beginsTag(next.ElseList))
	}
	return false
}

func beginsTag(l *parse.ListNode) bool {
	if len(l.Nodes) == 0 {
		return false
	}
	text, ok := l.Nodes[0].(*parse.TextNode)
	return ok && strings.ContainsAny(string(text.Text[:1]), ":@")
}

// imageValue returns the value with which the text of an action begins.
func imageValue(p *parse.PipeNode) ([]string, bool) {
	if len(p.Decl) > 0 || slices.ContainsFunc(p.Cmds[1:], mayChange) {
		return nil, false
	}
	args := p.Cmds[0].Args
	if len(args) == 1 {
		return valuesPath(args[0])
	}
	name, isName := args[0].(*parse.IdentifierNode)
	if !isName || len(args) < 2 {
		return nil, false
	}
	if name.Ident == "quote" && len(args) == 2 {
		return valuesPath(args[1])
	}
	format, isText := args[1].(*parse.StringNode)
	if name.Ident != "printf" || !isText || len(args) < 3 || !tagFormat().MatchString(format.Text) {
		return nil, false
	}
	return valuesPath(args[2])
}

// tagFormat is a format of which the first value is the name of an image.
var tagFormat = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^%s([:@]|$)`) })

// mayChange reports whether a command of a pipe may do more to a text than quote it, or
// put another in its place when it is empty.
func mayChange(c *parse.CommandNode) bool {
	name, ok := c.Args[0].(*parse.IdentifierNode)
	switch {
	case !ok:
		return true
	case len(c.Args) == 1:
		return !slices.Contains([]string{"quote", "squote", "toString", "trim"}, name.Ident)
	}
	_, isText := c.Args[1].(*parse.StringNode)
	return name.Ident != "default" || len(c.Args) != 2 || !isText
}

// rest notes the values of an action behind the one that it begins with.
func (r *reading) rest(p *parse.PipeNode) {
	begun := false
	r.each(p, func(n parse.Node) {
		if path, ok := valuesPath(n); ok {
			if begun {
				r.add(path, anyUse)
			}
			begun = true
		}
	})
}

func (r *reading) add(path []string, kind useKind) {
	*r.into = append(*r.into, use{path, kind, r.guards > 0})
}

// pipe notes the values and the templates that a pipe uses.
func (r *reading) pipe(p *parse.PipeNode, kind useKind) {
	r.each(p, func(n parse.Node) {
		if path, ok := valuesPath(n); ok {
			r.add(path, kind)
		}
	})
}

// each calls visit for every operand of a pipe.
func (r *reading) each(p *parse.PipeNode, visit func(parse.Node)) {
	if p == nil {
		return
	}
	for _, command := range p.Cmds {
		r.call(command)
		for _, arg := range command.Args {
			switch arg := arg.(type) {
			case *parse.PipeNode:
				r.each(arg, visit)
			case *parse.ChainNode:
				if inner, ok := arg.Node.(*parse.PipeNode); ok {
					r.each(inner, visit)
				}
			default:
				visit(arg)
			}
		}
	}
}

// call notes which template a command asks for, and commands that may use any value.
func (r *reading) call(c *parse.CommandNode) {
	name, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok {
		return
	}
	switch {
	case name.Ident == "tpl" && strings.Contains(c.String(), ".Files"):
		r.templates.unknown = true
	case name.Ident != "include" || len(c.Args) < 2:
	default:
		if text, ok := c.Args[1].(*parse.StringNode); ok {
			r.templates.called[text.Text] = true
		} else if !strings.Contains(c.Args[1].String(), ".Template.BasePath") {
			r.templates.unknown = true
		}
	}
}

// valuesPath returns the path of a value that an operand names, as .Values.image.repository
// and $.Values.image.repository do.
func valuesPath(n parse.Node) ([]string, bool) {
	var words []string
	switch n := n.(type) {
	case *parse.FieldNode:
		words = n.Ident
	case *parse.VariableNode:
		words = n.Ident
	default:
		return nil, false
	}
	at := slices.Index(words, "Values")
	if at < 0 {
		return nil, false
	}
	return words[at+1:], true
}
