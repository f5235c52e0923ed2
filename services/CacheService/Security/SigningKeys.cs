using Microsoft.IdentityModel.Tokens;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Security;

/// <summary>The issuer's public keys. They are read at start, every five minutes, and when a token names a key that is not there.</summary>
internal sealed partial class SigningKeys(Uri source, HttpClient http, TimeProvider time, ILogger<SigningKeys> logger) : IBackgroundLoop, IDisposable
{
    private const int MaxBytes = 1 << 20;

    public static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan UnknownKeyInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _one = new(1, 1);
    private IReadOnlyList<SecurityKey> _keys = [];
    private DateTimeOffset _lastRead = DateTimeOffset.MinValue;

    public string Name => "signing-keys";

    public IReadOnlyList<SecurityKey> Current => Volatile.Read(ref _keys);

    /// <summary>What the keys are read with: it checks the issuer's certificate by the machine's authorities.</summary>
    public static HttpClient CreateClient() => new() { Timeout = ReadLimit };

    /// <summary>Reads the keys again, at most once in a while: anybody can send a token that names an unknown key.</summary>
    public async Task<bool> TryRefreshAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (time.GetUtcNow() - _lastRead < UnknownKeyInterval) return false;
            _lastRead = time.GetUtcNow();
            var keys = new JsonWebKeySet(await ReadAsync(cancellation)).GetSigningKeys().ToList();
            // An issuer always has a key: a set without one is a fault of whoever serves it, and taking it would end every token.
            if (keys.Count == 0) throw new IOException("The key set holds no signing key.");
            Volatile.Write(ref _keys, keys);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ArgumentException or TaskCanceledException)
        {
            LogUnreadable(logger, source, exception.Message);
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await TryRefreshAsync(cancellation);
            await Task.Delay(Current.Count == 0 ? RetryInterval : RefreshInterval, time, cancellation);
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string> ReadAsync(CancellationToken cancellation)
    {
        if (source.IsFile) return await File.ReadAllTextAsync(source.LocalPath, cancellation);
        using var response = await http.GetAsync(source, HttpCompletionOption.ResponseContentRead, cancellation);
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return text.Length <= MaxBytes ? text : throw new IOException($"The key set has {text.Length} characters; at most {MaxBytes}.");
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Signing keys cannot be read from {Source}: {Reason}. The keys read before stay in force")]
    private static partial void LogUnreadable(ILogger logger, Uri source, string reason);
}
