package input

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/nearest"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/spf13/cobra"
)

// ConfigName is the name of the configuration file that is looked for.
const ConfigName = nearest.Name

// ConfigFlags are the flags by which a verb gets its configuration.
type ConfigFlags struct {
	// ConfigFile is the file that is named; empty for the nearest ecrcache.yaml.
	ConfigFile string
	// AccountID, Region, Prefix and Upstreams replace what the configuration says; an
	// upstream is written REGISTRY or REGISTRY=PREFIX.
	AccountID, Region, Prefix string
	Upstreams                 []string
	// Endpoint replaces the kind of address of ECR; few verbs have a flag for it.
	Endpoint string
	// Check, if not nil, returns what else the verb finds wrong with a configuration, so that
	// the user sees all errors at once.
	Check func(*v1alpha1.PullThroughCache) []plan.Problem
}

// AddTo adds the flags to a verb.
func (f *ConfigFlags) AddTo(verb *cobra.Command) {
	flags := verb.Flags()
	flags.StringVarP(&f.ConfigFile, "config", "c", "", "the configuration, a PullThroughCache; by default the nearest "+ConfigName+" above each file, up to the top of the Git repository")
	flags.StringVar(&f.AccountID, "account-id", "", "the AWS account of the cache, instead of the configuration's")
	flags.StringVar(&f.Region, "region", "", "the AWS Region of the cache, instead of the configuration's")
	usage.ListVar(flags, &f.Upstreams, "upstream", nil, "a registry to cache, REGISTRY or REGISTRY=PREFIX, instead of the configuration's; may be repeated")
	flags.StringVar(&f.Prefix, "prefix", "", "the cache rule's prefix, when there is one upstream")
}

// errNoConfig is for a verb that finds no configuration.
var errNoConfig = errors.New("no configuration: write " + ConfigName + " (ecrcache init does), or give --config, or --account-id and --region")

// Load gives the one configuration of a verb: that of the file that --config names; else
// fromInput, the functionConfig of a ResourceList on standard input; else that of the nearest
// file above the working directory; else one made of the flags alone. Flags replace what it says.
// With --verbose it prints which configuration that is. The error is one of the work, or that
// there is no configuration.
func (f *ConfigFlags) Load(c *console.Console, fromInput []byte) (*v1alpha1.PullThroughCache, error) {
	source, spec, err := f.find(fromInput)
	printSource(c, source)
	return spec, err
}

// printSource prints with --verbose where the configuration is from.
func printSource(c *console.Console, source string) {
	if source != "" {
		c.Detail("the configuration is " + source)
	}
}

// find is Load without printing; it gives the source as well.
func (f *ConfigFlags) find(fromInput []byte) (source string, spec *v1alpha1.PullThroughCache, err error) {
	file := f.ConfigFile
	if file == "" && fromInput == nil {
		file = findConfig()
	}
	switch {
	case fromInput != nil && file == "":
		source = "the ResourceList's functionConfig"
		if spec, err = f.parse(fromInput); err == nil {
			err = f.Override(spec)
		}
	case file == "" && (f.AccountID == "" || f.Region == ""):
		return "", nil, errNoConfig
	default:
		source = file
		spec, _, err = f.load(file)
	}
	return source, spec, exit.Work(err)
}

// load reads the configuration of a file with its bases, or makes one of the flags alone where file
// is empty. Flags replace what it says. layers are what the file and its bases set, the file first.
func (f *ConfigFlags) load(file string) (spec *v1alpha1.PullThroughCache, layers []Layer, err error) {
	if file == "" {
		spec = &v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind}
	} else if spec, layers, err = f.read(file); err != nil {
		return nil, nil, err
	}
	return spec, layers, f.Override(spec)
}

func (f *ConfigFlags) read(file string) (*v1alpha1.PullThroughCache, []Layer, error) {
	read := files.ReadConfig
	if f.ConfigFile == "" { // it was found, not named: a named pipe would block the run
		read = files.ReadRegular
	}
	text, err := read(file)
	if err != nil {
		return nil, nil, files.Named(file, err)
	}
	base, layers, err := baseOf(file, text)
	if err != nil {
		return nil, nil, err
	}
	parse := config.Read
	if base != nil {
		parse = func(text []byte) *config.Reading { return config.ReadOver(text, base) }
	}
	spec, err := f.checked(parse(text))
	if err != nil {
		return nil, nil, inFile(file, err)
	}
	return spec, layers, nil
}

func (f *ConfigFlags) parse(text []byte) (*v1alpha1.PullThroughCache, error) {
	return f.checked(config.Read(text))
}

// checked is the configuration that was read, or all that is wrong with it, with what Check finds.
func (f *ConfigFlags) checked(r *config.Reading) (*v1alpha1.PullThroughCache, error) {
	var all finding.List
	switch {
	case r.Err == nil:
		return r.Config, nil
	case r.Config == nil || f.Check == nil || !errors.As(r.Err, &all):
		return nil, r.Err
	}
	all = append(all, r.NotYetReported(f.Check(r.Config))...)
	return nil, all.ByLine()
}

// inFile gives the problems of a configuration the file that it was read from.
func inFile(file string, err error) error {
	var all finding.List
	if errors.As(err, &all) {
		return all.In(file)
	}
	return files.Named(file, err)
}

// Override replaces what the configuration says by what the flags say, and fills in the
// defaults. The error is what is wrong with the result.
func (f *ConfigFlags) Override(c *v1alpha1.PullThroughCache) error {
	s := &c.Spec
	if f.AccountID != "" {
		s.AccountID = f.AccountID
	}
	if f.Region != "" {
		s.Region = f.Region
	}
	if f.Endpoint != "" {
		s.Endpoint = f.Endpoint
	}
	if len(f.Upstreams) > 0 {
		s.Upstreams = nil
	}
	for _, u := range f.Upstreams {
		registry, prefix, _ := strings.Cut(u, "=")
		s.Upstreams = append(s.Upstreams, v1alpha1.Upstream{Registry: registry, Prefix: prefix})
	}
	c.Default()
	if f.Prefix != "" {
		if len(s.Upstreams) > 1 {
			return errors.New("--prefix: there are several upstreams; give each its own, --upstream REGISTRY=PREFIX")
		}
		s.Upstreams[0].Prefix = f.Prefix
	}
	return config.Validate(c)
}

// findConfig looks for the configuration file of the working directory. The path is relative to
// that; empty for none.
func findConfig() string {
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	file := nearest.New(here).Here()
	if short, err := filepath.Rel(here, file); err == nil && file != "" {
		return short
	}
	return file
}
