using WedSync.Drills.Reports;

namespace WedSync.Drills.Tests.Reports;

public sealed class PromiseTests
{
    [Theory]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(double.NaN, false)]
    public void AtMost_IsKeptUpToTheBound(double measured, bool kept)
        => Assert.Equal(kept, Promise.AtMost("recovery time", measured, 300, "s").Kept);

    [Theory]
    [InlineData(0.94, false)]
    [InlineData(0.95, true)]
    [InlineData(double.NaN, false)]
    public void AtLeast_IsKeptFromTheBoundOn(double measured, bool kept)
        => Assert.Equal(kept, Promise.AtLeast("goodput", measured, 0.95, "").Kept);
}
