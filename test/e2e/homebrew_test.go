package e2e

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// brewPackage is one of a cask's archives: its checksum, and where it is.
var brewPackage = regexp.MustCompile(`on_(intel|arm) do\n\s+sha256 "([0-9a-f]{64})"\n\s+url "([^"]+)"`)

// caskHolds holds the cask that goreleaser wrote to the archives of the release: each system's has its
// own checksum, and both programs, the plugin of kubectl and the completions are installed.
func caskHolds(t *testing.T, folder string) {
	t.Helper()
	file := filepath.Join(folder, "dist", "homebrew", "Casks", "ecrcache.rb")
	cask := readText(t, file)
	holds(t, cask, `cask "ecrcache" do`, "\n  binary \"ecrcache\"\n", "\n  binary \"ecrcache-aws\"\n",
		"\n  binary \"ecrcache\", target: \"kubectl-ecrcache\"\n",
		`generate_completions_from_executable "ecrcache", "completion"`, "shells: [:bash, :zsh, :fish]",
		`homepage "https://github.com/amerintlxperts/ecrcache"`)
	version := regexp.MustCompile(`version "([^"]+)"`).FindStringSubmatch(cask)
	if version == nil {
		t.Fatalf("the cask has no version:\n%s", cask)
	}
	_, afterMac, _ := strings.Cut(cask, "on_macos do")
	mac, linux, _ := strings.Cut(afterMac, "on_linux do")
	for system, part := range map[string]string{"darwin": mac, "linux": linux} {
		found := brewPackage.FindAllStringSubmatch(part, -1)
		if len(found) != 2 {
			t.Errorf("the cask has %d archives for %s:\n%s", len(found), system, cask)
		}
		for _, one := range found {
			arch := map[string]string{"intel": "amd64", "arm": "arm64"}[one[1]]
			name := archiveName(t, "v"+version[1], system, arch)
			if want := sumOf(t, filepath.Join(folder, "dist", name)); one[2] != want {
				t.Errorf("%s has the checksum %s in the cask, and is %s", name, one[2], want)
			}
			address := strings.ReplaceAll(one[3], "#{version}", version[1])
			if !strings.HasPrefix(address, "https://github.com/amerintlxperts/ecrcache/releases/download/") || !strings.HasSuffix(address, "/"+name) {
				t.Errorf("the cask downloads %s, want %s", address, name)
			}
		}
	}
	if _, err := exec.LookPath("ruby"); err == nil {
		run(t, folder, "ruby", "-c", file).done(t)
	}
}
