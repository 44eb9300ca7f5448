package crossplane

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	fnv1 "github.com/crossplane/crossplane/v2/proto/fn/v1"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/structpb"
	"sigs.k8s.io/yaml"
)

// A function answers one step of a pipeline.
type function struct {
	fnv1.UnimplementedFunctionRunnerServiceServer
	run func(*fnv1.RunFunctionRequest, *fnv1.RunFunctionResponse) error
}

// RunFunction gives the state that was wanted before the step, changed by the function.
func (f *function) RunFunction(_ context.Context, request *fnv1.RunFunctionRequest) (*fnv1.RunFunctionResponse, error) {
	answer := &fnv1.RunFunctionResponse{Meta: &fnv1.ResponseMeta{}, Desired: request.GetDesired(), Context: request.GetContext()}
	if answer.Desired == nil {
		answer.Desired = &fnv1.State{}
	}
	if answer.Desired.Resources == nil {
		answer.Desired.Resources = map[string]*fnv1.Resource{}
	}
	if err := f.run(request, answer); err != nil {
		answer.Results = append(answer.Results, &fnv1.Result{Severity: fnv1.Severity_SEVERITY_FATAL, Message: err.Error()})
	}
	return answer, nil
}

// serve answers at an address of this machine until stop is called.
func serve(run func(*fnv1.RunFunctionRequest, *fnv1.RunFunctionResponse) error) (address string, stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := grpc.NewServer()
	fnv1.RegisterFunctionRunnerServiceServer(server, &function{run: run})
	go server.Serve(listener) //nolint:errcheck // it ends with stop
	return listener.Addr().String(), server.Stop, nil
}

// resourceNameKey is the annotation by which function-go-templating knows a resource.
const resourceNameKey = "gotemplating.fn.crossplane.io/composition-resource-name"

// templating does what function-go-templating v0.12.2 does with an inline template: it runs
// it with Go's text/template and sprig's helpers over the request, as JSON names its fields,
// and wants every document that comes out, by the name in its annotation, which it removes.
func templating(request *fnv1.RunFunctionRequest, answer *fnv1.RunFunctionResponse) error {
	source := request.GetInput().GetFields()["inline"].GetStructValue().GetFields()["template"].GetStringValue()
	if source == "" {
		return errors.New("the input has no inline template")
	}
	parsed, err := template.New("manifests").Funcs(sprig.FuncMap()).Parse(source)
	if err != nil {
		return err
	}
	text, err := protojson.Marshal(request)
	if err != nil {
		return err
	}
	var values map[string]any
	if err := json.Unmarshal(text, &values); err != nil {
		return err
	}
	var out strings.Builder
	if err := parsed.Execute(&out, values); err != nil {
		return err
	}
	for _, document := range strings.Split("\n"+out.String(), "\n---\n") {
		var object map[string]any
		if err := yaml.Unmarshal([]byte(document), &object); err != nil {
			return fmt.Errorf("%w in\n%s", err, document)
		}
		if object == nil {
			continue
		}
		metadata, _ := object["metadata"].(map[string]any)
		annotations, _ := metadata["annotations"].(map[string]any)
		name, _ := annotations[resourceNameKey].(string)
		if name == "" || answer.Desired.Resources[name] != nil {
			return fmt.Errorf("no name, or one that stands twice: %q in\n%s", name, document)
		}
		delete(annotations, resourceNameKey)
		resource, err := structpb.NewStruct(object)
		if err != nil {
			return err
		}
		answer.Desired.Resources[name] = &fnv1.Resource{Resource: resource}
	}
	return nil
}

// autoReady does what function-auto-ready does: what is observed with the condition Ready is
// ready.
func autoReady(request *fnv1.RunFunctionRequest, answer *fnv1.RunFunctionResponse) error {
	for name, wanted := range answer.Desired.Resources {
		status := request.GetObserved().GetResources()[name].GetResource().GetFields()["status"].GetStructValue()
		for _, condition := range status.GetFields()["conditions"].GetListValue().GetValues() {
			fields := condition.GetStructValue().GetFields()
			if fields["type"].GetStringValue() == "Ready" && fields["status"].GetStringValue() == "True" {
				wanted.Ready = fnv1.Ready_READY_TRUE
			}
		}
	}
	return nil
}
