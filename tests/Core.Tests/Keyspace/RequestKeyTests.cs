using System.Text.Json;
using WedSync.Core.Keyspace;

namespace WedSync.Core.Tests.Keyspace;

public sealed class RequestKeyTests
{
    private static readonly string Base = Key("acme", "m", "hello", """{"t":0.5,"n":{"a":1,"b":[1,2]}}""");

    [Theory]
    [InlineData("""{"n":{"b":[1,2],"a":1},"t":0.5}""")]
    [InlineData("""{ "t": 0.50, "n": { "a": 1.0, "b": [1e0, 2] } }""")]
    public void SameQuestionSpelledDifferently_SameKey(string parameters) => Assert.Equal(Base, Key("acme", "m", " hello\n", parameters));

    [Theory]
    [InlineData("beta", "m", "hello", """{"t":0.5,"n":{"a":1,"b":[1,2]}}""")]
    [InlineData("acme", "n", "hello", """{"t":0.5,"n":{"a":1,"b":[1,2]}}""")]
    [InlineData("acme", "m", "hello!", """{"t":0.5,"n":{"a":1,"b":[1,2]}}""")]
    [InlineData("acme", "m", "hello", """{"t":0.51,"n":{"a":1,"b":[1,2]}}""")]
    [InlineData("acme", "m", "hello", """{"t":"0.5","n":{"a":1,"b":[1,2]}}""")]
    [InlineData("acme", "m", "hello", """{"t":0.5,"n":{"a":1,"b":[2,1]}}""")]
    [InlineData("acme", "m", "hello", """{"t":0.5,"n":{"a":1,"b":[1,2]},"x":null}""")]
    public void AnyDifference_OtherKey(string tenant, string model, string content, string parameters) =>
        Assert.NotEqual(Base, Key(tenant, model, content, parameters));

    [Fact]
    public void NoParametersAndEmptyOnes_AreTheSame() =>
        Assert.Equal(RequestKey.Of("a", "m", [("user", "x")], null), Key("a", "m", "x", "{}"));

    [Fact]
    public void MessageBorders_Count() =>
        Assert.NotEqual(RequestKey.Of("a", "m", [("user", "x"), ("user", "y")], null), RequestKey.Of("a", "m", [("user", "x\ny")], null));

    [Fact]
    public void Key_IsPartOfTheWireFormat() =>
        Assert.Matches("^[A-Za-z0-9_-]{43}$", Base);

    private static string Key(string tenant, string model, string content, string parameters) =>
        RequestKey.Of(tenant, model, [("user", content)], JsonDocument.Parse(parameters).RootElement);
}
