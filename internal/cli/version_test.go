package cli

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// TestVersionLine: a release knows its version from the linker, what go install
// built knows it from the module, and a build from a clone knows its commit.
func TestVersionLine(t *testing.T) {
	platform := ", " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
	clone := func(modified string) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "1f2e3d"}, {Key: "vcs.time", Value: "2026-01-02T03:04:05Z"}, {Key: "vcs.modified", Value: modified},
		}}
	}
	for _, test := range []struct {
		name  string
		build Build
		info  *debug.BuildInfo
		want  string
	}{
		{"a release", Build{Version: "v1.0.0", Commit: "abcdef", Date: "2026-05-06T07:08:09Z"}, clone("false"), "ecrcache v1.0.0, commit abcdef, 2026-05-06T07:08:09Z"},
		{"go install", Build{}, &debug.BuildInfo{Main: debug.Module{Version: "v1.0.0"}}, "ecrcache v1.0.0"},
		{"a clone", Build{}, clone("false"), "ecrcache (devel), commit 1f2e3d, 2026-01-02T03:04:05Z"},
		{"a clone with changes", Build{}, clone("true"), "ecrcache (devel), commit 1f2e3d and changes, 2026-01-02T03:04:05Z"},
		{"nothing known", Build{}, nil, "ecrcache unknown"},
	} {
		if got := test.build.line(test.info, test.info != nil); got != test.want+platform {
			t.Errorf("%s: %q, want %q", test.name, got, test.want+platform)
		}
	}
}
