using System.Text.Json;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Core;

public sealed class UnionTests
{
    private readonly Union<int, string> _number = 4;
    private readonly Union<int, string> _text = "four";

    [Fact]
    public void Union_KnowsWhichTypeItHolds()
    {
        Assert.Equal((true, false, 4, 4), (_number.IsT0, _number.IsT1, _number.AsT0, _number.Value));
        Assert.Equal((false, true, "four", "four"), (_text.IsT0, _text.IsT1, _text.AsT1, _text.Value));
        Assert.Throws<InvalidOperationException>(() => _number.AsT1);
        Assert.Throws<InvalidOperationException>(() => _text.AsT0);
    }

    [Fact]
    public void Union_MapsMatchesAndPicks()
    {
        Assert.Equal(8, _number.Match(n => n * 2, t => t.Length));
        Assert.Equal(4, _text.Match(n => n * 2, t => t.Length));
        Assert.Equal(5, _number.MapT0(n => n + 1).AsT0);
        Assert.Equal(4, _text.MapT1(t => t.Length).AsT1);
        Assert.Equal("4", _number.Bimap(n => $"{n}", t => t.Length).AsT0);
        Assert.True(_number.TryPickT0(out var number, out _));
        Assert.False(_text.TryPickT0(out _, out var rest));
        Assert.True(_text.TryPickT1(out var text, out _));
        Assert.Equal((4, "four", "four"), (number, rest, text));
        var switched = "";
        _text.Switch(n => switched = $"{n}", t => switched = t);
        Assert.Equal("four", switched);
    }

    [Fact]
    public void Union_EqualsByTypeAndValue()
    {
        Assert.True(_number == Union<int, string>.FromT0(4));
        Assert.True(_number != _text);
        Assert.Equal(_number.GetHashCode(), ((Union<int, string>)4).GetHashCode());
        Assert.False(Union<int, int>.FromT0(1) == Union<int, int>.FromT1(1));
    }

    [Fact]
    public async Task OutputExtensions_ReachIntoUnions()
    {
        var output = Output.CreateSecret(_text);

        Assert.Equal((false, true), ((await output.IsT0().See()).Value, (await output.IsT1().See()).Value));
        Assert.Equal("four", (await output.AsT1().See()).Value);
        Assert.Equal("four", (await output.Value().See()).Value);
        Assert.Equal(4, (await Output.Create(_number).AsT0().See()).Value);
        Assert.True((await output.AsT1().See()).IsSecret);
    }

    [Fact]
    public async Task InputUnion_ConvertsFromBothTypesAndTheirOutputs()
    {
        InputUnion<int, string>[] numbers = [4, (Input<int>)4, Output.Create(4), _number, Output.Create(_number)];
        InputUnion<int, string>[] texts = ["four", (Input<string>)"four", Output.Create("four"), _text, Output.Create(_text)];

        foreach (var input in numbers)
            Assert.Equal(_number, (await input.ToOutput().See()).Value);
        foreach (var input in texts)
            Assert.Equal(_text, (await input.ToOutput().See()).Value);
    }

    [Fact]
    public async Task InputJson_ConvertsFromTextAndDocuments()
    {
        using var document = JsonDocument.Parse("""{"a":1}""");
        InputJson[] inputs =
        [
            """{"a":1}""", document, document.RootElement,
            Output.Create("""{"a":1}"""), Output.Create(document), Output.Create(document.RootElement),
        ];

        foreach (var input in inputs)
            Assert.Equal(1, (await input.ToOutput().See()).Value.GetProperty("a").GetInt32());
    }
}
