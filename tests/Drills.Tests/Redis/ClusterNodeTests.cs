using WedSync.Drills.Redis;

namespace WedSync.Drills.Tests.Redis;

public sealed class ClusterNodeTests
{
    private const string Answer =
        """
        aaa 127.77.1.3:6379@16379,redis-0.redis master - 0 1700000000000 3 connected 0-5460 7000
        bbb 127.77.1.4:6379@16379 myself,slave aaa 0 0 3 connected
        ccc 127.77.1.5:6379@16379 master,fail - 1700000000000 1700000000000 2 disconnected
        ddd 127.77.1.6:6379@16379 master - 0 0 4 connected 5461-6000 [6001->-aaa]
        """;

    [Fact]
    public void Parse_ReadsRolesFailuresAndSlots()
    {
        var nodes = ClusterNode.Parse(Answer);

        Assert.Equal(
            [
                new ClusterNode("aaa", "127.77.1.3", IsPrimary: true, HasFailed: false, Slots: 5462),
                new ClusterNode("bbb", "127.77.1.4", IsPrimary: false, HasFailed: false, Slots: 0),
                new ClusterNode("ccc", "127.77.1.5", IsPrimary: true, HasFailed: true, Slots: 0),
                new ClusterNode("ddd", "127.77.1.6", IsPrimary: true, HasFailed: false, Slots: 540),
            ],
            nodes);
    }
}
