using System.Collections.Immutable;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Core;

public sealed class OutputCombineTests
{
    [Fact]
    public async Task All_OfOutputsInputsAndSequences_KeepsOrder()
    {
        Output<int> one = Output.Create(1), two = Output.Create(Task.FromResult(2));
        Input<int> three = 3;

        Assert.Equal([1, 2], (await Output.All(one, two).See()).Value.AsEnumerable());
        Assert.Equal([3, 2], (await Output.All(three, (Input<int>)two).See()).Value.AsEnumerable());
        Assert.Equal([2, 1], (await Output.All(new List<Output<int>> { two, one }).See()).Value.AsEnumerable());
        Assert.Equal([3, 3], (await Output.All(new List<Input<int>> { three, three }).See()).Value.AsEnumerable());
        Assert.Empty((await Output.All<int>(ImmutableArray<Output<int>>.Empty).See()).Value);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Combined_IsSecretOrUnknown_WhenOnePartIs(bool secret, bool unknown)
    {
        var part = unknown ? Run.Unknown("x") : Output.Create("x");
        part = secret ? Output.CreateSecret(part) : part;
        var plain = Output.Create("p");

        var all = await Output.All(plain, part).See();
        var pair = await Output.Tuple(plain, part).See();
        var formatted = await Output.Format($"{plain}-{part}").See();

        Assert.Equal((!unknown, secret), (all.IsKnown, all.IsSecret));
        Assert.Equal((!unknown, secret), (pair.IsKnown, pair.IsSecret));
        Assert.Equal((!unknown, secret), (formatted.IsKnown, formatted.IsSecret));
        Assert.Equal(unknown ? null : "p-x", formatted.Value);
    }

    [Fact]
    public async Task Combined_KeepsDependenciesOfAllParts()
    {
        List<string[]> dependencies = [];
        await Run.Program(async () =>
        {
            var first = new Thing("first", new ThingArgs { Text = "a" });
            var second = new Thing("second", new ThingArgs { Text = "b" });
            dependencies.Add((await Output.All(first.Text, second.Text).See()).Dependencies);
            dependencies.Add((await Output.Tuple(first.Text, second.Text).See()).Dependencies);
            dependencies.Add((await Output.Format($"{first.Text}{second.Id}").See()).Dependencies);
        });

        Assert.All(dependencies, names => Assert.Equal(["first", "second"], names));
    }

    [Fact]
    public async Task Tuple_OfEachLength_KeepsValuesAndOrder()
    {
        Input<int> i = 1;
        Input<string> s = "s";
        var b = Output.Create(true);
        var d = Output.Create(2.5);

        Assert.Equal((1, "s"), (await Output.Tuple(i, s).See()).Value);
        Assert.Equal((true, 2.5), (await Output.Tuple(b, d).See()).Value);
        Assert.Equal((1, "s", 1), (await Output.Tuple(i, s, i).See()).Value);
        Assert.Equal((true, 2.5, true), (await Output.Tuple(b, d, b).See()).Value);
        Assert.Equal((1, "s", 1, "s"), (await Output.Tuple(i, s, i, s).See()).Value);
        Assert.Equal((true, 2.5, true, 2.5), (await Output.Tuple(b, d, b, d).See()).Value);
        Assert.Equal((1, "s", 1, "s", 1), (await Output.Tuple(i, s, i, s, i).See()).Value);
        Assert.Equal((true, 2.5, true, 2.5, true), (await Output.Tuple(b, d, b, d, b).See()).Value);
        Assert.Equal((1, "s", 1, "s", 1, "s"), (await Output.Tuple(i, s, i, s, i, s).See()).Value);
        Assert.Equal((true, 2.5, true, 2.5, true, 2.5), (await Output.Tuple(b, d, b, d, b, d).See()).Value);
        Assert.Equal((1, "s", 1, "s", 1, "s", 1), (await Output.Tuple(i, s, i, s, i, s, i).See()).Value);
        Assert.Equal((true, 2.5, true, 2.5, true, 2.5, true), (await Output.Tuple(b, d, b, d, b, d, b).See()).Value);
        Assert.Equal((1, "s", 1, "s", 1, "s", 1, "s"), (await Output.Tuple(i, s, i, s, i, s, i, s).See()).Value);
        Assert.Equal((true, 2.5, true, 2.5, true, 2.5, true, 2.5), (await Output.Tuple(b, d, b, d, b, d, b, d).See()).Value);
    }

    [Fact]
    public async Task Format_MixesPlainValuesInputsAndOutputs_InTheInvariantCulture()
    {
        Input<string> input = "in";
        var text = await Output.Format($"{Output.Create(1.5)} {input} {42} {(string?)null}|{Output.Create(7):D3}").See();

        Assert.Equal("1.5 in 42 |007", text.Value);
        Assert.Equal("plain", (await Output.Format($"plain").See()).Value);
    }

    [Fact]
    public async Task ListExtensions_ReachIntoOutputs()
    {
        var list = Output.CreateSecret(ImmutableArray.Create("a", "b"));

        Assert.Equal("a", (await list.First().See()).Value);
        Assert.Equal("b", (await list.GetAt(1).See()).Value);
        Assert.Equal(2, (await list.Length().See()).Value);
        Assert.True((await list.First().See()).IsSecret);
    }
}
