package e2e

import (
	"debug/buildinfo"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"text/template"
)

// released is what a release is for.
var released = []string{"darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64"}

// A releaseBuild is one of its programs.
type releaseBuild struct {
	Main, Binary                      string
	Env, Goos, Goarch, Flags, Ldflags []string
}

// A releaseConfig is what the tests read of .goreleaser.yaml.
type releaseConfig struct {
	Builds   []releaseBuild
	Archives []struct {
		Name string `yaml:"name_template"`
	}
	Dockers []struct {
		Dockerfile        string
		Images, Platforms []string
		Tags              []string
		ExtraFiles        []string `yaml:"extra_files"`
	} `yaml:"dockers_v2"`
}

func readRelease(t *testing.T) releaseConfig {
	t.Helper()
	var c releaseConfig
	read(t, "../../.goreleaser.yaml", &c)
	return c
}

// TestTargets builds the program for every system of a release as goreleaser does:
// static, and knowing its version.
func TestTargets(t *testing.T) {
	builds := readRelease(t).Builds
	var programs []string
	for _, build := range builds {
		programs = append(programs, build.Binary)
	}
	if want := []string{"ecrcache", "ecrcache-aws", "ecrcache-pods"}; !slices.Equal(programs, want) {
		t.Fatalf("a release has the programs %q, want %q", programs, want)
	}
	for _, build := range builds {
		t.Run(build.Binary, func(t *testing.T) {
			if build.Binary == "ecrcache-pods" { // for the image alone; it has no version to print
				if !slices.Equal(build.Goos, []string{"linux"}) || !slices.Equal(build.Goarch, []string{"amd64", "arm64"}) {
					t.Errorf("it is built for %v on %v, want linux on amd64 and arm64", build.Goos, build.Goarch)
				}
				return
			}
			buildsForAll(t, &build)
		})
	}
}

// buildsForAll builds one program.
func buildsForAll(t *testing.T, build *releaseBuild) {
	t.Helper()
	var targets []string
	for _, system := range build.Goos {
		for _, arch := range build.Goarch {
			targets = append(targets, system+"/"+arch)
		}
	}
	if slices.Sort(targets); !slices.Equal(targets, released) {
		t.Fatalf("a release is built for %v, want %v", targets, released)
	}
	flags := filled(t, strings.Join(build.Ldflags, " "), map[string]any{
		"Version": "9.8.7", "FullCommit": "0123456789abcdef0123456789abcdef01234567", "CommitDate": "2026-01-02T03:04:05Z",
	})
	args := append(slices.Concat([]string{"build"}, build.Flags), "-ldflags", flags)
	for _, target := range targets {
		t.Run(target, func(t *testing.T) {
			system, arch, _ := strings.Cut(target, "/")
			binary := filepath.Join(t.TempDir(), build.Binary)
			cmd := exec.Command("go", append(args, "-o", binary, build.Main)...)
			cmd.Dir = "../.."
			cmd.Env = append(append(os.Environ(), build.Env...), "GOOS="+system, "GOARCH="+arch)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			isFor(t, binary, system, arch)
			if target == runtime.GOOS+"/"+runtime.GOARCH {
				said := run(t, t.TempDir(), binary, "version").done(t)
				holds(t, said, "ecrcache v9.8.7, commit 0123456789abcdef0123456789abcdef01234567", ", 2026-01-02T03:04:05Z, go")
			}
		})
	}
}

// TestImageTags: a release moves the tags of its minor and major version, a release
// candidate neither, and before v1 there is no major version to promise anything.
func TestImageTags(t *testing.T) {
	for _, test := range []struct {
		major, minor        uint64
		prerelease, version string
		want                []string
	}{
		{0, 1, "", "0.1.0", []string{"v0.1.0", "v0.1", ""}},
		{1, 2, "", "1.2.3", []string{"v1.2.3", "v1.2", "v1"}},
		{1, 3, "rc.1", "1.3.0-rc.1", []string{"v1.3.0-rc.1", "", ""}},
	} {
		var got []string // goreleaser leaves out the empty ones
		for _, tag := range readRelease(t).Dockers[0].Tags {
			got = append(got, filled(t, tag, map[string]any{
				"Major": test.major, "Minor": test.minor, "Prerelease": test.prerelease, "Version": test.version,
			}))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: tags %q, want %q", test.version, got, test.want)
		}
	}
}

// TestReleaseNamed: what users copy names one version, and an archive that a release
// has.
func TestReleaseNamed(t *testing.T) {
	var hooks struct{ Repos []struct{ Rev string } }
	read(t, "../../examples/ci/.pre-commit-config.yaml", &hooks)
	rev := hooks.Repos[0].Rev
	text, err := os.ReadFile("../../examples/argocd/install/repo-server.yaml")
	if err != nil {
		t.Fatal(err)
	}
	archive := filled(t, readRelease(t).Archives[0].Name, map[string]any{
		"ProjectName": "ecrcache", "Version": strings.TrimPrefix(rev, "v"), "Os": "linux", "Arch": "amd64",
	})
	holds(t, string(text), "https://github.com/amerintlxperts/ecrcache/releases/download/"+rev+"/"+archive+".tar.gz")
	if text, err = os.ReadFile("../../examples/cluster-check/cronjob.yaml"); err != nil {
		t.Fatal(err)
	}
	holds(t, string(text), "/ghcr/amerintlxperts/ecrcache:"+rev+"\n")
	var a action
	if read(t, "../../action.yml", &a); a.Inputs["version"].Default != rev {
		t.Errorf("action.yml installs %s, want %s", a.Inputs["version"].Default, rev)
	}
	holds(t, readText(t, "../../examples/ci/.github/workflows/check.yaml"), "uses: amerintlxperts/ecrcache@"+rev+"\n")
	holds(t, readText(t, "../../krmfile.yaml"), "image: ghcr.io/amerintlxperts/ecrcache:"+rev+"\n")
	if rev != tag {
		t.Errorf("these tests make a release %s, want %s", tag, rev)
	}
}

// filled is a template of .goreleaser.yaml with what goreleaser would put there.
func filled(t *testing.T, text string, fields map[string]any) string {
	t.Helper()
	var b strings.Builder
	err := template.Must(template.New("").Option("missingkey=error").Parse(text)).Execute(&b, fields)
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// isFor holds a binary to be one of a system, without a path of the machine it was
// built on, and on Linux to need no library.
func isFor(t *testing.T, binary, system, arch string) {
	t.Helper()
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	for key, want := range map[string]string{"GOOS": system, "GOARCH": arch, "CGO_ENABLED": "0", "-trimpath": "true"} {
		if settings[key] != want {
			t.Errorf("%s is %q, want %q", key, settings[key], want)
		}
	}
	if system != "linux" {
		return
	}
	program, err := elf.Open(binary)
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	if libraries, err := program.ImportedLibraries(); err != nil || len(libraries) > 0 || program.Section(".interp") != nil {
		t.Errorf("it is not static: %v, %v", libraries, err)
	}
}
