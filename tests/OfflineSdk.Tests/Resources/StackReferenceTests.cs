using System.Collections.Immutable;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class StackReferenceTests
{
    private readonly RecordingMocks _mocks = new()
    {
        State = args => args.Inputs
            .Add("outputs", new Dictionary<string, object> { ["endpoint"] = "https://host", ["password"] = "pw" })
            .Add("secretOutputNames", ImmutableArray.Create("password")),
    };

    [Fact]
    public async Task Reference_IsReadByItsStacksName()
    {
        await Run.Program(
            () =>
            {
                _ = new StackReference("org/project/stack");
                _ = new StackReference("short", new StackReferenceArgs { Name = "org/project/other" });
            },
            _mocks);

        Assert.Equal(["pulumi:pulumi:StackReference", "pulumi:pulumi:StackReference"], _mocks.Resources.Select(r => r.Type));
        Assert.Equal(["org/project/stack", "org/project/other"], _mocks.Resources.Select(r => r.Id));
        Assert.Equal("org/project/other", _mocks.Inputs("short")["name"]);
    }

    [Fact]
    public async Task GetOutput_GivesValuesSecretAsThere_OrNull()
    {
        var reference = await Reference();

        var open = await reference.GetOutput("endpoint").See();
        var secret = await reference.GetOutput(Output.Create("password")).See();
        var missing = await reference.GetOutput("missing").See();

        Assert.Equal(("https://host", false), (open.Value, open.IsSecret));
        Assert.Equal(("pw", true), (secret.Value, secret.IsSecret));
        Assert.Equal((null, false, true), (missing.Value, missing.IsSecret, missing.IsKnown));
        Assert.Equal(["ref"], open.Dependencies);
    }

    [Fact]
    public async Task RequireOutput_FailsWhenMissing()
    {
        var reference = await Reference();

        Assert.Equal("https://host", (await reference.RequireOutput("endpoint").See()).Value);
        var error = await Assert.ThrowsAsync<KeyNotFoundException>(() => reference.RequireOutput("missing").See());
        Assert.Equal("Required output 'missing' does not exist on stack 'ref'.", error.Message);
    }

    [Fact]
    public async Task RequireOutput_Missing_FailsTheDeployment()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => new StackReference("ref").RequireOutput("x"), _mocks));

        Assert.Contains("Required output 'x' does not exist on stack 'ref'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_SayWhetherTheValueIsSecret()
    {
        var reference = await Reference();

        var open = await reference.GetOutputDetailsAsync("endpoint");
        var secret = await reference.GetOutputDetailsAsync("password");
        var missing = await reference.GetOutputDetailsAsync("missing");

        Assert.Equal(("https://host", null), (open.Value, open.SecretValue));
        Assert.Equal((null, "pw"), (secret.Value, secret.SecretValue));
        Assert.Equal((null, null), (missing.Value, missing.SecretValue));
    }

    [Fact]
    public async Task Values_AreRefusedWhenSecret()
    {
        var reference = await Reference();

        Assert.Equal("https://host", await reference.GetValueAsync("endpoint"));
        Assert.Equal("https://host", await reference.RequireValueAsync("endpoint"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reference.GetValueAsync("password"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reference.RequireValueAsync("password"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outputs_WithoutAnAnswer_AreUnknownInAPreviewOnly(bool isPreview)
    {
        var mocks = new RecordingMocks();
        var resources = await Run.Program(() => _ = new StackReference("ref"), mocks, isPreview);

        var outputs = await Assert.IsType<StackReference>(resources.Single()).Outputs.See();

        Assert.Equal((!isPreview, null), (outputs.IsKnown, outputs.Value));
    }

    private async Task<StackReference> Reference() =>
        Assert.IsType<StackReference>(Assert.Single(await Run.Program(() => _ = new StackReference("ref"), _mocks)));
}
