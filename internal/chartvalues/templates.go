package chartvalues

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template/parse"
)

// Templates are the uses of values in the templates of a chart. A value that is used in another
// way than those known here may be joined to something.
type Templates struct {
	// uses are the uses in templates that are rendered, shared the uses in named templates,
	// which every chart of a release may call.
	uses, shared []use
	// defined are the named templates, called those that are asked for.
	defined, called map[string]bool
	// unknown says that a template may use any value.
	unknown bool
}

// A use is one use of a value in a template: as the beginning of a container's image, in a test,
// which writes nothing, or in any other way.
type use struct {
	path []string
	kind useKind
	// guarded says that the use is inside a condition about a registry.
	guarded bool
}

type useKind uint8

// The kinds, the one that counts most first: useOf takes the smallest.
const (
	anyUse useKind = iota
	imageUse
	testUse
)

// ReadTemplates parses the texts of a chart's templates, and its values, which may contain
// templates, too.
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

// UnknownTemplates returns templates that may use every value in any way.
func UnknownTemplates() *Templates { return &Templates{unknown: true} }

// valuesMention matches .Values with the path of a value after it, which may be empty.
var valuesMention = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\.Values((?:\.\w+)*)`) })

// read reads one file. A file that cannot be parsed may use any value.
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
	// before is the text before an action; empty where another action is before it. containers
	// is true after a key such as containers: or initContainers:.
	before     string
	containers bool
	// guards is the number of conditions about a registry around the current node.
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
				r.addOthers(node.Pipe)
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

// branch reads both lists of a branch. After it, the text before an action is unknown.
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

// asksRegistry matches conditions that may be about a registry.
var asksRegistry = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)registry|hub\b|repo\b`) })

// isTest reports whether a condition only tests which values are set.
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

// imageKey matches the text before an action with which an image begins: it ends in image: and
// perhaps a quote.
var imageKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|\n)[ \t]*(- )?image:[ \t]*["']?$`) })

// endsName reports whether a tag, a digest or the end of the image follows a value, so that nothing
// is joined to the name. Of an if, that must be so with and without its condition:
//
//	{{ if .Values.digest }}@{{ .Values.digest }}{{ else }}:{{ .Values.tag }}{{ end }}   ends it
//	{{ if .Values.debug }}-debug{{ end }}:v1                                            does not
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

// beginsTag reports whether a list of nodes begins with the colon of a tag or the @ of a digest.
func beginsTag(l *parse.ListNode) bool {
	if len(l.Nodes) == 0 {
		return false
	}
	text, ok := l.Nodes[0].(*parse.TextNode)
	return ok && strings.ContainsAny(string(text.Text[:1]), ":@")
}

// imageValue returns the path of the value with which the text of an action begins, where nothing
// changes that value on the way:
//
//	{{ .Values.image.repository | quote }}
//	{{ printf "%s:%s" .Values.image.repository .Values.image.tag }}
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

// tagFormat matches formats whose first value is the name of an image.
var tagFormat = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^%s([:@]|$)`) })

// mayChange reports whether a command of a pipe may do more to a text than quote it or replace it
// when it is empty.
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

// addOthers notes the values of an action after its first one, which is the image.
func (r *reading) addOthers(p *parse.PipeNode) {
	isFirst := true
	r.each(p, func(n parse.Node) {
		if path, ok := valuesPath(n); ok {
			if !isFirst {
				r.add(path, anyUse)
			}
			isFirst = false
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

// each calls visit for every operand of a pipe, and notes the templates that its commands call.
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

// call notes which template a command includes. A name that is made while the chart is rendered may
// be that of any template, and tpl of a file of the chart may use any value.
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
