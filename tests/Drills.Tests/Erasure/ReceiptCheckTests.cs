using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using WedSync.Drills.Erasure;

namespace WedSync.Drills.Tests.Erasure;

public sealed class ReceiptCheckTests
{
    private static readonly string Receipt = new JsonObject
    {
        ["content"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"erased":120,"regions":[{"region":"eu-west","erased":60},{"region":"us-east","erased":60}]}""")),
        ["signature"] = "abc",
        ["certificate"] = "pem",
    }.ToJsonString();

    [Fact]
    public void Read_TellsRegionsAndCount()
    {
        var content = ReceiptCheck.Read(Receipt);

        Assert.Equal(["eu-west", "us-east"], content.Regions);
        Assert.Equal(120, content.Erased);
    }

    [Fact]
    public void Tamper_ChangesTheContentAndLeavesTheSignature()
    {
        var tampered = ReceiptCheck.Tamper(Receipt);

        Assert.Equal(121, ReceiptCheck.Read(tampered).Erased);
        Assert.Equal("abc", (string)JsonNode.Parse(tampered)!["signature"]!);
    }

    [Fact]
    public void Absent_AreTheMembersThatDoNotRun() => Assert.Equal(
        [("us-west", "https://127.77.0.254:8443/")],
        Membership.Absent("eu-west=https://127.77.101.3:8443/\nus-west=https://127.77.0.254:8443/\nsome note = with spaces\n", ["us-east", "eu-west"]));
}
