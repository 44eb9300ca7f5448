package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A server answers what a plan asks. What it does not answer is not asked.
type server struct {
	tfprotov5.ProviderServer
	provider        *tfprotov5.Schema
	resources, data map[string]*tfprotov5.Schema
}

func (s *server) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	out := &tfprotov5.GetMetadataResponse{}
	for name := range s.resources {
		out.Resources = append(out.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	for name := range s.data {
		out.DataSources = append(out.DataSources, tfprotov5.DataSourceMetadata{TypeName: name})
	}
	return out, nil
}

func (s *server) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	return &tfprotov5.GetProviderSchemaResponse{Provider: s.provider, ResourceSchemas: s.resources, DataSourceSchemas: s.data}, nil
}

func (s *server) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

func (s *server) PrepareProviderConfig(_ context.Context, r *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: r.Config}, nil
}

func (s *server) ConfigureProvider(context.Context, *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (s *server) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (s *server) ValidateResourceTypeConfig(context.Context, *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

func (s *server) ValidateDataSourceConfig(context.Context, *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	return &tfprotov5.ValidateDataSourceConfigResponse{}, nil
}

// UpgradeResourceState is asked after an import, of the state that we gave.
func (s *server) UpgradeResourceState(_ context.Context, r *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	of := s.resources[r.TypeName].ValueType()
	value, err := r.RawState.Unmarshal(of)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(of, value)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

func (s *server) ReadResource(_ context.Context, r *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: r.CurrentState, Private: r.Private}, nil
}

// PlanResourceChange leaves open what the provider would fill in.
func (s *server) PlanResourceChange(_ context.Context, r *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	schema := s.resources[r.TypeName]
	state, err := changed(schema, r.ProposedNewState, func(a *tfprotov5.SchemaAttribute) tftypes.Value {
		return tftypes.NewValue(a.Type, tftypes.UnknownValue)
	})
	return &tfprotov5.PlanResourceChangeResponse{PlannedState: state}, err
}

// ReadDataSource knows one account, in one partition.
func (s *server) ReadDataSource(_ context.Context, r *tfprotov5.ReadDataSourceRequest) (*tfprotov5.ReadDataSourceResponse, error) {
	known := map[string]string{"account_id": "123456789012", "partition": "aws", "id": "1"}
	state, err := changed(s.data[r.TypeName], r.Config, func(a *tfprotov5.SchemaAttribute) tftypes.Value {
		if text := known[a.Name]; text != "" && a.Type.Is(tftypes.String) {
			return tftypes.NewValue(a.Type, text)
		}
		return tftypes.NewValue(a.Type, nil)
	})
	return &tfprotov5.ReadDataSourceResponse{State: state}, err
}

// ImportResourceState finds whatever is asked for.
func (s *server) ImportResourceState(_ context.Context, r *tfprotov5.ImportResourceStateRequest) (*tfprotov5.ImportResourceStateResponse, error) {
	schema := s.resources[r.TypeName]
	values := map[string]tftypes.Value{}
	of := schema.ValueType().(tftypes.Object)
	for name, t := range of.AttributeTypes {
		values[name] = tftypes.NewValue(t, nil)
		if list, isList := t.(tftypes.List); isList && isBlock(schema, name) {
			values[name] = tftypes.NewValue(list, []tftypes.Value{})
		}
		if set, isSet := t.(tftypes.Set); isSet && isBlock(schema, name) {
			values[name] = tftypes.NewValue(set, []tftypes.Value{})
		}
	}
	values["id"] = tftypes.NewValue(tftypes.String, r.ID)
	state, err := tfprotov5.NewDynamicValue(of, tftypes.NewValue(of, values))
	return &tfprotov5.ImportResourceStateResponse{ImportedResources: []*tfprotov5.ImportedResource{{TypeName: r.TypeName, State: &state}}}, err
}

func isBlock(s *tfprotov5.Schema, name string) bool {
	for _, b := range s.Block.BlockTypes {
		if b.TypeName == name {
			return true
		}
	}
	return false
}

// changed is a value with what is computed, and was not given, replaced.
func changed(s *tfprotov5.Schema, value *tfprotov5.DynamicValue, to func(*tfprotov5.SchemaAttribute) tftypes.Value) (*tfprotov5.DynamicValue, error) {
	of := s.ValueType()
	whole, err := value.Unmarshal(of)
	if err != nil || whole.IsNull() {
		return value, err
	}
	values := map[string]tftypes.Value{}
	if err := whole.As(&values); err != nil {
		return nil, err
	}
	for _, a := range s.Block.Attributes {
		if v := values[a.Name]; a.Computed && v.IsNull() {
			values[a.Name] = to(a)
		}
	}
	out, err := tfprotov5.NewDynamicValue(of, tftypes.NewValue(of, values))
	return &out, err
}
