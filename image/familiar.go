package image

import "strings"

// Familiar is the reference as people mostly write it: images of Docker Hub without the
// host, and official ones without library/. It is the reference itself where the short
// form would be another image: a first component that looks like a host, or one that a
// placeholder hides.
func (r Reference) Familiar() Reference {
	if r.Host != dockerHub {
		return r
	}
	short := r
	short.Host = ""
	if name, official := strings.CutPrefix(r.Repository, "library/"); official && !strings.Contains(name, "/") && plain(name) {
		short.Repository = name
	} else if first, _, nested := cut(r.Repository, '/'); !nested || isHost(first) {
		return r
	}
	if again, err := Parse(short.String()); err != nil || again != short {
		return r
	}
	return short
}
