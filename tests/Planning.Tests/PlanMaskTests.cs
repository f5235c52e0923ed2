using static WedSync.Planning.Tests.SamplePlans;

namespace WedSync.Planning.Tests;

public sealed class PlanMaskTests
{
    [Fact]
    public void Join_MarksWhatOnlyTheCloudKnows_AndKeepsTheRest()
    {
        var known = Of("peak", Resource("t", "x", """{"a":"id-1","list":[{"b":"id-2","c":1}],"map":{"k":"v"},"plain":"p"}"""));
        var preview = Of("peak", Resource("t", "x", """{"a":"[unknown]","list":[{"b":"[unknown]","c":1}],"map":"[unknown]","plain":"p"}"""));

        var joined = PlanMask.Join(known, preview);

        Assert.Equal(
            """{"a":"[unknown]","list":[{"b":"[unknown]","c":1}],"map":{"k":"v"},"plain":"p"}""",
            Assert.Single(joined.Resources).Inputs.ToJsonString());
    }
}
