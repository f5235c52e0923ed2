using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using K8s = Pulumi.Kubernetes;

namespace WedSync.Planning.Tests;

public sealed class PlanRunnerTests
{
    private const string ConfigMapType = "kubernetes:core/v1:ConfigMap";

    private sealed class Group(string name, ComponentResourceOptions? options = null)
        : ComponentResource("wedsync:test:Group", name, options);

    private sealed class Mistyped(string name) : CustomResource("kubernetes:core/v1:ConfigMpa", name, null, options: null);

    [Fact]
    public async Task Plan_NestedResource_HasTheEnginesUrnParentAndInheritedOptions()
    {
        var plan = await PlanRunner.RunAsync(new() { StackName = "peak-us-east" }, () =>
        {
            var provider = new K8s.Provider("cluster");
            var outer = new Group("outer", new() { Protect = true, Providers = { provider } });
            var inner = new Group("inner", new() { Parent = outer });
            var first = Map("first", inner);
            _ = Map("second", inner, o =>
            {
                o.DependsOn = first;
                o.IgnoreChanges = ["data"];
                o.ReplaceOnChanges = ["metadata.labels"];
                o.RetainOnDelete = true;
            });
        });

        var second = plan.Get(ConfigMapType, "second");
        var types = "wedsync:test:Group$wedsync:test:Group";
        Assert.Equal($"urn:pulumi:peak-us-east::wedsync::{types}${ConfigMapType}::second", second.Urn);
        Assert.Equal($"urn:pulumi:peak-us-east::wedsync::{types}::inner", second.Parent);
        Assert.Equal("urn:pulumi:peak-us-east::wedsync::pulumi:providers:kubernetes::cluster", second.Provider);
        Assert.True(second.Protect);
        Assert.True(second.RetainOnDelete);
        Assert.Equal(["data"], second.IgnoreChanges);
        Assert.Equal(["metadata.labels"], second.ReplaceOnChanges);
        Assert.Equal([plan.Get(ConfigMapType, "first").Urn], second.DependsOn);
        Assert.False(plan.Get(ConfigMapType, "first").RetainOnDelete);
    }

    [Fact]
    public async Task Plan_Inputs_AreTheEnginesNamesInOrdinalOrder()
    {
        var plan = await PlanRunner.RunAsync(new() { StackName = "peak" }, () => { _ = Map("map"); });

        var inputs = plan.Get(ConfigMapType, "map").Inputs.ToJsonString();
        Assert.Equal("""{"apiVersion":"v1","data":{"a":"1","b":"2"},"kind":"ConfigMap","metadata":{"name":"map"}}""", inputs);
    }

    [Theory]
    [InlineData(true, "[unknown]")]
    [InlineData(false, "map of wedsync/other")]
    public async Task Plan_ValueThatACloudAssigns_IsUnknownOnlyInPreview(bool isPreview, string expected)
    {
        var applied = false;
        var plan = await PlanRunner.RunAsync(new() { StackName = "peak", IsPreview = isPreview }, () =>
        {
            var other = Map("other", space: "wedsync");
            _ = new K8s.Core.V1.Namespace("space", new NamespaceArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = other.Id.Apply(id =>
                    {
                        applied = true;
                        return $"map of {id}";
                    }),
                },
            });
        });

        Assert.Equal(expected, plan.Get("kubernetes:core/v1:Namespace", "space").Text("metadata.name"));
        Assert.Equal(!isPreview, applied);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_Secret_IsMaskedInInputsAndOutputs(bool isPreview)
    {
        var plan = await PlanRunner.RunAsync(new() { StackName = "peak", IsPreview = isPreview }, () =>
        {
            var secret = Output.CreateSecret("hunter2");
            _ = new K8s.Core.V1.Secret("secret", new SecretArgs { Type = secret, Metadata = new ObjectMetaArgs { Name = "visible" } });
            return new Dictionary<string, object?> { ["password"] = Output.Format($"p={secret}"), ["plain"] = "shown" };
        });

        var resource = plan.Get("kubernetes:core/v1:Secret", "secret");
        Assert.Equal("[secret]", resource.Text("type"));
        Assert.Equal("visible", resource.Text("metadata.name"));
        Assert.Equal("""{"password":"[secret]","plain":"shown"}""", plan.Outputs.ToJsonString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_UnknownType_IsRefusedWithItsToken(bool isPreview)
    {
        var error = await Assert.ThrowsAsync<PlanException>(() => PlanRunner.RunAsync(
            new() { StackName = "peak", IsPreview = isPreview },
            () => { _ = new Mistyped("map"); }));

        Assert.StartsWith("resource 'map': unknown type 'kubernetes:core/v1:ConfigMpa'", Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_UnknownFunction_IsRefusedWithItsToken()
    {
        var error = await Assert.ThrowsAsync<PlanException>(() => PlanRunner.RunAsync(new() { StackName = "peak" }, () =>
        {
            var answer = Output.Create(Deployment.Instance.InvokeAsync<ImmutableDictionary<string, object>>("gcp:compute/getZone:getZone", InvokeArgs.Empty));
            return new Dictionary<string, object?> { ["zone"] = answer };
        }));

        Assert.StartsWith("unknown function 'gcp:compute/getZone:getZone'", Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_TwoResourcesWithOneUrn_IsRefused()
    {
        var error = await Assert.ThrowsAsync<PlanException>(() => PlanRunner.RunAsync(new() { StackName = "peak" }, () =>
        {
            _ = Map("twin");
            _ = Map("twin");
        }));

        Assert.Contains($"'urn:pulumi:peak::wedsync::{ConfigMapType}::twin'", Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ProgramThrows_KeepsItsExceptionAndTheProcessExitCode()
    {
        var exitCode = Environment.ExitCode;

        var error = await Assert.ThrowsAsync<PlanException>(() => PlanRunner.RunAsync(
            new() { StackName = "peak" },
            () => throw new InvalidOperationException("no region holds 'us-north'")));

        Assert.Equal(["no region holds 'us-north'"], error.Errors);
        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Equal(exitCode, Environment.ExitCode);
    }

    [Fact]
    public async Task Plan_ApplyThrows_SaysWhyWithoutStackTrace()
    {
        var error = await Assert.ThrowsAsync<PlanException>(() => PlanRunner.RunAsync(
            new() { StackName = "peak", IsPreview = false },
            () =>
            {
                var map = Map("map");
                _ = new K8s.Core.V1.Namespace("space", new NamespaceArgs
                {
                    Metadata = new ObjectMetaArgs { Name = map.Id.Apply(TooLong) },
                });
            }));

        Assert.Contains("map is too long", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_StackReference_AnswersGivenOutputsAndRefusesOtherStacks()
    {
        var request = new PlanRequest
        {
            StackName = "peak-us-east",
            IsPreview = false,
            StackOutputs = new Dictionary<string, IReadOnlyDictionary<string, object>>
            {
                ["wedsync/wedsync/peak-global"] = new Dictionary<string, object> { ["address"] = "203.0.113.1" },
            },
        };

        var plan = await PlanRunner.RunAsync(request, () => new Dictionary<string, object?>
        {
            ["address"] = new StackReference("wedsync/wedsync/peak-global").RequireOutput("address"),
        });
        var error = await Assert.ThrowsAsync<PlanException>(() => PlanRunner.RunAsync(
            request,
            () => { _ = new StackReference("wedsync/wedsync/peak-galaxy"); }));

        Assert.Equal("""{"address":"203.0.113.1"}""", plan.Outputs.ToJsonString());
        Assert.StartsWith("reference to stack 'wedsync/wedsync/peak-galaxy'", Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_ResourceThatIsRead_IsExternalAndANewOneIsNot(bool isPreview)
    {
        var plan = await PlanRunner.RunAsync(new() { StackName = "peak", IsPreview = isPreview }, () =>
        {
            _ = Map("new");
            _ = K8s.Core.V1.ConfigMap.Get("read", "cache/existing");
        });

        Assert.False(plan.Get(ConfigMapType, "new").IsExternal);
        Assert.True(plan.Get(ConfigMapType, "read").IsExternal);
    }

    [Fact]
    public async Task Plan_SameProgramTwice_IsEqual()
    {
        static void Program()
        {
            foreach (var name in (string[])["c", "a", "b"])
            {
                _ = Map(name);
            }
        }

        var first = await PlanRunner.RunAsync(new() { StackName = "peak" }, Program);
        var second = await PlanRunner.RunAsync(new() { StackName = "peak" }, Program);

        Assert.Equal(first.Resources.Select(r => r.Urn + r.Inputs.ToJsonString()), second.Resources.Select(r => r.Urn + r.Inputs.ToJsonString()));
        Assert.Equal(["a", "b", "c"], first.Resources.Select(r => r.Name));
    }

    private static string TooLong(string id) => throw new InvalidOperationException($"{id} is too long");

    private static K8s.Core.V1.ConfigMap Map(string name, Resource? parent = null, Action<CustomResourceOptions>? configure = null, string? space = null)
    {
        var options = new CustomResourceOptions { Parent = parent };
        configure?.Invoke(options);
        var metadata = new ObjectMetaArgs { Name = name };
        if (space is not null)
        {
            metadata.Namespace = space;
        }

        return new K8s.Core.V1.ConfigMap(name, new ConfigMapArgs { Metadata = metadata, Data = { ["b"] = "2", ["a"] = "1" } }, options);
    }
}
