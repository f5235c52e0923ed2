using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.Configuration;

public class EngineConfigTests
{
    [Fact]
    public void StructuredValues_AreParsed_PlainOnesStayText()
    {
        var given = new Dictionary<string, string> { ["edge"] = "gateway", ["budget"] = """{"capPercent":90}""", ["odd"] = "{not json" };

        var values = EngineConfig.ToJson(["edge", "budget", "odd", "absent"], given.GetValueOrDefault);

        Assert.Equal("""{"edge":"gateway","budget":{"capPercent":90},"odd":"{not json"}""", values.ToJsonString());
    }
}
