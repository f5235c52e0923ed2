using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WedSync.CacheService.Security;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Caching;

/// <summary>
/// What a lease holder shows: the stamp its computation is based on, a token that nobody can guess, and the proof that the region gave both to
/// this caller for this key.
/// </summary>
internal readonly record struct LeaseTicket(Stamp Basis, string Token, string Proof)
{
    public const int MaxLength = 64;

    private const int TokenBytes = 12;

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>False for what no lookup ever returned. A ticket without proof is one, and is never found to be given.</summary>
    public static bool TryParse(string text, out LeaseTicket ticket)
    {
        ticket = default;
        var parts = text.Split('.', 3);
        if (text.Length > MaxLength || parts.Length < 2 || parts.Any(part => part.Length == 0) || !Stamp.TryParse(parts[0], out var basis)) return false;
        ticket = new LeaseTicket(basis, parts[1], parts.Length == 3 ? parts[2] : "");
        return true;
    }

    public override string ToString() => $"{Basis}.{Token}.{Proof}";
}

/// <summary>Gives tickets, and knows its own: HMAC-SHA256, 128 bits of it, over all that a ticket stands for.</summary>
internal sealed class LeaseTickets(LeaseKeys keys, string region)
{
    private const string Form = "wedsync-lease-1";
    private const int ProofBytes = 16;

    /// <summary>The ticket of a lease that was just granted.</summary>
    public async ValueTask<LeaseTicket> GiveAsync(Caller caller, string id, Stamp basis, string token) =>
        new(basis, token, Prove(await keys.CurrentAsync(), caller, id, basis, token));

    /// <summary>Whether this region gave the ticket to this caller for this record.</summary>
    public async ValueTask<bool> IsGivenAsync(LeaseTicket ticket, Caller caller, string id) =>
        IsGiven(ticket, caller, id) || (await keys.TryRefreshAsync() && IsGiven(ticket, caller, id));

    private bool IsGiven(LeaseTicket ticket, Caller caller, string id)
    {
        var shown = Encoding.UTF8.GetBytes(ticket.Proof);
        return keys.Accepted.Any(key => CryptographicOperations.FixedTimeEquals(
            shown, Encoding.UTF8.GetBytes(Prove(key, caller, id, ticket.Basis, ticket.Token))));
    }

    private string Prove(byte[] key, Caller caller, string id, Stamp basis, string token)
    {
        // With its length before it, no part can be read as the end of another.
        string[] parts = [Form, region, id, caller.Tenant, caller.Name, basis.ToString(), token];
        var text = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n")));
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)).AsSpan(0, ProofBytes));
    }
}
