using System.Text.RegularExpressions;
using StackExchange.Redis;
using WedSync.Core.Redis;

namespace WedSync.Core.Tests.Redis;

public sealed partial class RedisErrorsTests
{
    [Fact]
    public void CodesOfTheInstalledServer_AreAllInTheTable()
    {
        var codes = Answers().Matches(File.ReadAllText("/usr/bin/redis-server", System.Text.Encoding.Latin1))
            .Select(match => match.Groups["code"].Value).Distinct().ToList();
        Assert.Contains("OOM", codes);
        Assert.Contains("MISCONF", codes);
        Assert.InRange(codes.Count, 25, 60);
        Assert.Empty(codes.Except(RedisErrors.Codes.Keys));
    }

    [Theory]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'. script: w_write, on @user_function:112.", RedisFault.Refusing)]
    [InlineData("OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'", RedisFault.Refusing)]
    [InlineData("MISCONF Errors writing to the AOF file: No space left on device", RedisFault.Refusing)]
    [InlineData("NOREPLICAS Not enough good replicas to write.", RedisFault.Unavailable)]
    [InlineData("ERR Function not found", RedisFault.FunctionsMissing)]
    [InlineData("ERR Script attempted to access a non local key in a cluster node script: w_write", RedisFault.Moving)]
    [InlineData("ERR max number of clients reached", RedisFault.Unavailable)]
    [InlineData("ERR Error running script: Script killed by user with FUNCTION KILL.", RedisFault.Unavailable)]
    [InlineData("ERR Error running script: -READONLY You can't write against a read only replica.", RedisFault.Unavailable)]
    [InlineData("ERR user_function:12: Error compiling function: MISCONF Errors writing", RedisFault.Refusing)]
    [InlineData("ERR syntax error", RedisFault.Permanent)]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value", RedisFault.Permanent)]
    [InlineData("NOPERM this user has no permissions to run the 'fcall' command", RedisFault.Denied)]
    [InlineData("MOVED 1 127.0.0.1:1", RedisFault.Moving)]
    [InlineData("NEWCODE of a later version", RedisFault.Unclassified)]
    [InlineData("nothing like an error", RedisFault.Unclassified)]
    [InlineData("", RedisFault.Unclassified)]
    public void Answers_MeanWhatTheTableSays(string message, RedisFault fault)
    {
        Assert.Equal(fault, RedisErrors.Of(message));
    }

    [Fact]
    public void OtherExceptions_AreTheCallersFault()
    {
        Assert.False(RedisFaults.IsOutage(new InvalidOperationException()));
        Assert.False(RedisFaults.IsOutage(new OperationCanceledException()));
        Assert.True(RedisFaults.IsOutage(new RedisException("The cluster's topology is not known.")));
        Assert.True(RedisFaults.IsOutage(new TimeoutException()));
    }

    // How the server's sources write an answer: a minus, the code, a text.
    [GeneratedRegex(@"\0-(?<code>[A-Z]{3,}) ", RegexOptions.ExplicitCapture)]
    private static partial Regex Answers();
}
