using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Core;

public sealed class InputCollectionTests
{
    [Fact]
    public async Task List_FromEachShape_HoldsItsElements()
    {
        await Holds("a", ["a"]);
        await Holds(Output.Create("a"), ["a"]);
        await Holds((Input<string>)"a", ["a"]);
        await Holds(new[] { "a", "b" }, ["a", "b"]);
        await Holds(new[] { Output.Create("a") }, ["a"]);
        await Holds(new[] { (Input<string>)"a" }, ["a"]);
        await Holds(new List<string> { "a", "b" }, ["a", "b"]);
        await Holds(new List<Output<string>> { Output.Create("a") }, ["a"]);
        await Holds(new List<Input<string>> { "a" }, ["a"]);
        await Holds(ImmutableArray.Create("a"), ["a"]);
        await Holds(ImmutableArray.Create(Output.Create("a")), ["a"]);
        await Holds(ImmutableArray.Create((Input<string>)"a"), ["a"]);
        await Holds(Output.Create(new[] { "a" }), ["a"]);
        await Holds(Output.Create(new List<string> { "a" }), ["a"]);
        await Holds(Output.Create(ImmutableArray.Create("a")), ["a"]);
        await Holds(Output.Create((IEnumerable<string>)["a"]), ["a"]);
        await Holds(new InputList<string> { "a", { "b", "c" }, new[] { "d" } }, ["a", "b", "c", "d"]);

        static async Task Holds(InputList<string> list, string[] expected) =>
            Assert.Equal(expected, (await list.ToOutput().See()).Value.AsEnumerable());
    }

    [Fact]
    public async Task List_GrowsAroundOutputs_InOrder()
    {
        InputList<int> list = [1];
        InputList<int> later = Output.Create(Task.Run(() => ImmutableArray.Create(2, 3)));

        list.AddRange(later);
        list.Add(4);
        list.Add(5, 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], (await list.ToOutput().See()).Value.AsEnumerable());
    }

    [Fact]
    public async Task List_Concat_LeavesBothAlone()
    {
        InputList<int> first = [1], second = [2];

        var both = first.Concat(second);
        both.Add(3);

        Assert.Equal([1, 2, 3], (await both.ToOutput().See()).Value.AsEnumerable());
        Assert.Equal([1], (await first.ToOutput().See()).Value.AsEnumerable());
        Assert.Equal([2], (await second.ToOutput().See()).Value.AsEnumerable());
    }

    [Fact]
    public async Task List_WithUnknownOrSecretElement_IsThatAsAWhole()
    {
        InputList<int> list = [1, Output.CreateSecret(2)];
        InputList<int> unknown = [1, Run.Unknown<int>()];

        Assert.True((await list.ToOutput().See()).IsSecret);
        Assert.False((await unknown.ToOutput().See()).IsKnown);
    }

    [Fact]
    public async Task List_EnumeratesAsynchronouslyOnly()
    {
        InputList<int> list = [1, Output.Create(2)];
        List<int> seen = [];
        await foreach (var item in list)
            seen.Add((await item.ToOutput().See()).Value);

        Assert.Equal([1, 2], seen);
        Assert.Throws<NotSupportedException>(() => ((System.Collections.IEnumerable)list).GetEnumerator());
    }

    [Fact]
    public async Task List_ChangedAfterItWasRead_ReadsTheNewElements()
    {
        InputList<int> list = [1];
        Assert.Equal([1], (await list.ToOutput().See()).Value.AsEnumerable());

        list.Add(2);

        Assert.Equal([1, 2], (await list.ToOutput().See()).Value.AsEnumerable());
    }

    [Fact]
    public async Task List_OfUnions_TakesBothTypes()
    {
        InputList<Union<int, string>> list = [];
        list.Add(1);
        list.Add("a");

        Assert.Equal([1, "a"], (await list.ToOutput().See()).Value.Select(union => union.Value));
    }

    [Fact]
    public async Task Map_FromEachShape_HoldsItsEntries()
    {
        var dictionary = new Dictionary<string, int> { ["a"] = 1 };

        await Holds(dictionary);
        await Holds(dictionary.ToImmutableDictionary());
        await Holds(Output.Create(dictionary));
        await Holds(Output.Create<IDictionary<string, int>>(dictionary));
        await Holds(Output.Create(dictionary.ToImmutableDictionary()));
        await Holds(new InputMap<int> { ["a"] = 1 });
        await Holds(new InputMap<int> { { "a", Output.Create(1) } });

        async Task Holds(InputMap<int> map) => Assert.Equal(dictionary, (await map.ToOutput().See()).Value);
    }

    [Fact]
    public async Task Map_AddRangeAndMerge_CombineEntries()
    {
        InputMap<int> first = new() { ["a"] = 1, ["b"] = 2 };
        InputMap<int> second = new() { ["b"] = 3, ["c"] = Output.Create(4) };
        InputMap<int> sum = new() { ["z"] = 0 };

        var merged = InputMap<int>.Merge(first, second);
        sum.Add(first);
        sum.AddRange(Output.Create(Task.Run(() => ImmutableDictionary.CreateRange([KeyValuePair.Create("y", 9)]))));
        sum["x"] = 8;

        Assert.Equal(new Dictionary<string, int> { ["a"] = 1, ["b"] = 3, ["c"] = 4 }, (await merged.ToOutput().See()).Value);
        Assert.Equal(
            new Dictionary<string, int> { ["z"] = 0, ["a"] = 1, ["b"] = 2, ["y"] = 9, ["x"] = 8 }, (await sum.ToOutput().See()).Value);
    }

    [Fact]
    public async Task Map_SameKeyTwice_NeedsTheSameValue()
    {
        var same = new InputMap<int> { { "a", 1 }, { "a", Output.Create(1) } };
        var different = new InputMap<int> { { "a", 1 }, { "a", 2 } };

        Assert.Equal(1, (await same.ToOutput().See()).Value["a"]);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => OutputUtilities.GetValueAsync(different.ToOutput()));
        Assert.Equal("Key 'a' already exists in the map with a different value.", error.Message);
    }

    [Fact]
    public async Task Map_AddRangeWithSameKey_Fails()
    {
        var map = new InputMap<int> { ["a"] = 1 };
        map.AddRange(new InputMap<int> { ["a"] = 2 });

        await Assert.ThrowsAsync<ArgumentException>(() => OutputUtilities.GetValueAsync(map.ToOutput()));
    }

    [Fact]
    public async Task Map_EnumeratesAsynchronouslyOnly()
    {
        var map = new InputMap<int> { ["a"] = Output.Create(1) };
        Dictionary<string, int> seen = [];
        await foreach (var entry in map)
        {
            var pair = (await entry.ToOutput().See()).Value;
            seen.Add(pair.Key, pair.Value);
        }

        Assert.Equal(new Dictionary<string, int> { ["a"] = 1 }, seen);
        Assert.Throws<NotSupportedException>(() => ((System.Collections.IEnumerable)map).GetEnumerator());
    }

    [Fact]
    public async Task Map_OfUnions_TakesBothTypes()
    {
        InputMap<Union<int, string>> map = [];
        map.Add("n", (Input<int>)1);
        map.Add("s", (Input<string>)"a");

        Assert.Equal([1, "a"], (await map.ToOutput().See()).Value.OrderBy(entry => entry.Key).Select(entry => entry.Value.Value));
    }
}
