using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class AliasTests
{
    public static TheoryData<string, Func<Resource, Alias>> Contradictions => new()
    {
        { "Alias should not specify both Urn and Name", _ => new Alias { Urn = "u", Name = "n" } },
        { "Alias should not specify both Urn and Type", _ => new Alias { Urn = "u", Type = "t" } },
        { "Alias should not specify both Urn and Project", _ => new Alias { Urn = "u", Project = "p" } },
        { "Alias should not specify both Urn and Stack", _ => new Alias { Urn = "u", Stack = "s" } },
        { "Alias should not specify both Urn and Parent", r => new Alias { Urn = "u", Parent = r } },
        { "Alias should not specify both Urn and ParentUrn", _ => new Alias { Urn = "u", ParentUrn = "p" } },
        { "Alias should not specify both Urn and NoParent", _ => new Alias { Urn = "u", NoParent = true } },
        { "Only specify one of 'Parent', 'ParentUrn' or 'NoParent' in an Alias", r => new Alias { Parent = r, NoParent = true } },
        { "Only specify one of 'Parent', 'ParentUrn' or 'NoParent' in an Alias", r => new Alias { Parent = r, ParentUrn = "p" } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task Contradiction_FailsTheDeployment(string expected, Func<Resource, Alias> alias)
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
            _ = new Thing("t", null, new() { Aliases = { alias(new Thing("other")) } })));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_OfEachKind_AreAccepted()
    {
        var mocks = new RecordingMocks();
        await Run.Program(
            () =>
            {
                var parent = new Group("g", null, new() { Aliases = { new Alias { Name = "former" } } });
                _ = new Thing("t", null, new()
                {
                    Parent = parent,
                    Aliases =
                    {
                        new Alias { Urn = "urn:pulumi:stack::project::test:index:Thing::u" },
                        new Alias { Name = "n", Type = Output.Create("test:index:Old"), NoParent = true },
                        new Alias { Project = "p", Stack = "s", Parent = parent },
                        Output.Create(new Alias { ParentUrn = parent.Urn }),
                    },
                });
            },
            mocks);

        Assert.Equal(["g", "t"], mocks.Resources.Select(resource => resource.Name));
    }

    [Fact]
    public async Task UrnCreate_NamesRootAndChildren()
    {
        List<string> urns = [];
        await Run.Program(async () =>
        {
            var group = new Group("g");
            urns.Add((await Urn.Create("n", "a:b:C").See()).Value);
            urns.Add((await Urn.Create("n", "a:b:C", project: "p", stack: "s").See()).Value);
            urns.Add((await Urn.Create("n", "a:b:C", parent: group).See()).Value);
            urns.Add((await Urn.Create(Output.Create("n"), "a:b:C", parentUrn: "urn:pulumi:s::p::x:y:Z::z").See()).Value);
            Assert.Throws<ArgumentException>(() => Urn.Create("n", "a:b:C", group, "urn"));
        });

        Assert.Equal(
            [
                "urn:pulumi:stack::project::a:b:C::n",
                "urn:pulumi:s::p::a:b:C::n",
                "urn:pulumi:stack::project::pulumi:pulumi:Stack$test:index:Group$a:b:C::n",
                "urn:pulumi:s::p::x:y:Z$a:b:C::n",
            ],
            urns);
    }

    [Fact]
    public void Urn_ComparesByText()
    {
        Assert.True(new Urn("a") == new Urn("a"));
        Assert.True(new Urn("a") != new Urn("b"));
        Assert.Equal(("a", "a"), ((string)new Urn("a"), new Urn("a").ToString()));
        Assert.Throws<ArgumentException>(() => new Urn(""));
    }
}
