package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/spf13/cobra"
)

// configName is the file that is looked for.
const configName = "ecrcache.yaml"

// configFlags are the flags by which a verb gets its configuration.
type configFlags struct {
	file, accountID, region, prefix string
	upstreams                       []string
	// more is what else the verb would find wrong with a configuration, so that all
	// is told at once.
	more func(*v1alpha1.PullThroughCache) []plan.Problem
}

func (f *configFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVarP(&f.file, "config", "c", "", "the configuration, a PullThroughCache; by default "+configName+" here or above, up to the top of the Git repository")
	flags.StringVar(&f.accountID, "account-id", "", "the AWS account of the cache, instead of the configuration's")
	flags.StringVar(&f.region, "region", "", "the AWS Region of the cache, instead of the configuration's")
	flags.StringSliceVar(&f.upstreams, "upstream", nil, "a registry to cache, REGISTRY or REGISTRY=PREFIX, instead of the configuration's; may be repeated")
	flags.StringVar(&f.prefix, "prefix", "", "the cache rule's prefix, when there is one upstream")
}

// errNoConfig says what to give.
var errNoConfig = errors.New("no configuration: write " + configName + " (ecrcache init does), or give --config, or --account-id and --region")

// load finds the configuration: the file that is named, else what the input
// brought along, else the file that is found; flags overrule it.
func (f *configFlags) load(c *console.Console, brought []byte) (*v1alpha1.PullThroughCache, error) {
	from, spec, err := f.find(brought)
	tellConfig(c, from)
	return spec, err
}

// tellConfig says where the configuration is from, for who asks.
func tellConfig(c *console.Console, from string) {
	if from != "" {
		c.Detail("the configuration is " + from)
	}
}

// find is load for who tells later where the configuration is from.
func (f *configFlags) find(brought []byte) (from string, spec *v1alpha1.PullThroughCache, err error) {
	file := f.file
	if file == "" && brought == nil {
		file = findConfig()
	}
	switch {
	case file != "":
		from = file
		spec, err = f.read(file)
	case brought != nil:
		from = "the ResourceList's functionConfig"
		spec, err = f.parse(brought)
	case f.accountID == "" || f.region == "":
		return "", nil, errNoConfig
	default:
		spec = &v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind}
	}
	if err == nil {
		err = f.overrule(spec)
	}
	return from, spec, failed(err)
}

func (f *configFlags) read(file string) (*v1alpha1.PullThroughCache, error) {
	read := files.ReadConfig
	if f.file == "" { // nobody named it: a repository may have brought it
		read = files.ReadRegular
	}
	text, err := read(file)
	if err != nil {
		return nil, files.Named(file, err)
	}
	spec, err := f.parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return spec, nil
}

func (f *configFlags) parse(text []byte) (*v1alpha1.PullThroughCache, error) {
	r := config.Read(text)
	var all finding.List
	switch {
	case r.Err == nil:
		return r.Config, nil
	case r.Config == nil || f.more == nil || !errors.As(r.Err, &all):
		return nil, r.Err
	}
	return nil, append(all, r.NotYetReported(f.more(r.Config))...)
}

// overrule puts what flags say in the place of what the configuration says.
func (f *configFlags) overrule(c *v1alpha1.PullThroughCache) error {
	s := &c.Spec
	if f.accountID != "" {
		s.AccountID = f.accountID
	}
	if f.region != "" {
		s.Region = f.region
	}
	if len(f.upstreams) > 0 {
		s.Upstreams = nil
	}
	for _, u := range f.upstreams {
		registry, prefix, _ := strings.Cut(u, "=")
		s.Upstreams = append(s.Upstreams, v1alpha1.Upstream{Registry: registry, Prefix: prefix})
	}
	c.Default()
	if f.prefix != "" {
		if len(s.Upstreams) > 1 {
			return errors.New("--prefix: there are several upstreams; give each its own, --upstream REGISTRY=PREFIX")
		}
		s.Upstreams[0].Prefix = f.prefix
	}
	return config.Validate(c)
}

// findConfig looks for the configuration in the working directory and above it, up
// to the top of its Git repository. It returns a path as short as it can be, or
// nothing.
func findConfig() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	relative := ""
	for {
		file := filepath.Join(relative, configName)
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file
		}
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil || filepath.Dir(dir) == dir {
			return ""
		}
		dir, relative = filepath.Dir(dir), filepath.Join("..", relative)
	}
}
