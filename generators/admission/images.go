package admission

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// places are the lists of a Pod's spec that hold images, and how CEL names the parts of an element
// c.
var places = [...]struct {
	list      string // the field of the spec
	image     string // the image, where there is one
	has       string // whether there is one
	optional  string // the image as an optional field, after a dot
	pointer   string // the image's JSON pointer below the element
	container string // the container's name
}{
	{"containers", "c.image", "has(c.image)", "?image", "/image", "string(c.?name.orValue(''))"},
	{"initContainers", "c.image", "has(c.image)", "?image", "/image", "string(c.?name.orValue(''))"},
	{"ephemeralContainers", "c.image", "has(c.image)", "?image", "/image", "string(c.?name.orValue(''))"},
	{"volumes", "c.image.reference", "has(c.image) && has(c.image.reference)", "?image.?reference", "/image/reference", "''"},
}

// movedOnCreateAndUpdate are the variables of the policy that moves images. The last one, moved, says
// which image is written at which JSON pointer.
//
// What a Pod had before an update stays: a new image restarts a container, and the image of
// a volume or of a debug container cannot change at all, so that not even a finalizer could
// be removed any more. Kyverno gives an empty oldObject where there is none.
func (w *writer) movedOnCreateAndUpdate() []condition {
	expression := ""
	for i, p := range places {
		if i > 0 {
			expression += "\n+ "
		}
		container := ""
		if w.asksContainer() {
			container = ", 'container': " + p.container
		}
		expression += lines(
			"object.spec.?"+p.list+".orValue([]).transformList(i, c,",
			"  "+p.has+" && "+isNew(p.list, p.image, p.optional)+",",
			"  {'at': '/spec/"+p.list+"/' + string(i) + '"+p.pointer+"', 'image': string("+p.image+")"+container+"})",
		)
	}
	all := []condition{
		{"old", "oldObject == null ? {} : oldObject.?spec.orValue({})"},
		{"images", expression},
	}
	return append(all, w.moved("'at': e.at, ")...)
}

// isNew is the condition that an element of a list did not have its image before. Lists
// keep their order while a Pod lives, but for the debug containers: a client may put a new
// one before the others, which must not change, so those are found by their names.
func isNew(list, image, optional string) string {
	if list == "ephemeralContainers" {
		return "!variables.old.?" + list + ".orValue([]).exists(o, o.?name == c.?name && o." + optional + ".orValue('') == " + image + ")"
	}
	return image + " != variables.old.?" + list + "[?i]." + optional + ".orValue('')"
}

// leftVariables are the variables of the policy that says what is left, the last of which
// is left. It runs from Kubernetes 1.30, whose CEL has no lists with indices: it compares
// images, whatever container has them. Most updates change none, and cost no more than that;
// of the others only the images that do not go through the cache are compared one by one.
func (w *writer) leftVariables() []condition {
	now, before := "", ""
	for i, p := range places {
		if i > 0 {
			now, before = now+"\n+ ", before+"\n    + "
		}
		container := ""
		if w.asksContainer() {
			container = ", 'container': " + p.container
		}
		now += "object.spec.?" + p.list + ".orValue([]).map(c, {'image': string(c." + p.optional + ".orValue(''))" + container + "})"
		before += "oldObject.?spec.?" + p.list + ".orValue([]).map(c, string(c." + p.optional + ".orValue('')))"
	}
	all := []condition{
		{"all", now},
		{"before", "oldObject == null ? []\n  : " + before},
		{"images", lines(
			"variables.all.map(e, e.image) == variables.before ? []",
			"  : variables.all.filter(e, e.image != '')",
		)},
	}
	if w.admission.All {
		all = append(all, w.hosts("")...)
		return append(all, condition{"left", "variables.hosts.filter(e, !(e.host in " + w.ownHosts() + ") && !(e.image in variables.before)).map(e, e.image)"})
	}
	all = append(all, w.moved("")...)
	return append(all, condition{"left", "variables.moved.filter(e, !(e.image in variables.before)).map(e, e.image + ' (' + e.to + ')')"})
}

// asksContainer reports whether a selector asks for a container.
func (w *writer) asksContainer() bool {
	asks := func(s v1alpha1.Selector) bool { return s.Container != "" }
	return slices.ContainsFunc(w.spec.Rewrite.Include, asks) || slices.ContainsFunc(w.spec.Rewrite.Exclude, asks)
}
