using System.Globalization;

namespace WedSync.LoadGenerator;

/// <summary>What a request does.</summary>
public enum OperationKind
{
    /// <summary>Reads an entry; that there is none is an answer too.</summary>
    Read,

    /// <summary>Stores an entry.</summary>
    Write,

    /// <summary>Asks a question, and computes and stores the answer when it gets the lease.</summary>
    Lookup,
}

/// <summary>Shares of the operations, in percent.</summary>
/// <param name="Read">Reads.</param>
/// <param name="Write">Writes.</param>
/// <param name="Lookup">Lookups.</param>
public sealed record OperationMix(int Read, int Write, int Lookup)
{
    /// <summary>What couples do: mostly reads.</summary>
    public static readonly OperationMix Default = new(80, 15, 5);

    /// <summary>Reads <c>read=80,write=15,lookup=5</c>; what is not named is 0, and the sum is 100.</summary>
    public static bool TryParse(string text, out OperationMix mix, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        mix = Default;
        var shares = new Dictionary<string, int>(StringComparer.Ordinal) { ["read"] = 0, ["write"] = 0, ["lookup"] = 0 };
        foreach (var part in text.Split(','))
        {
            if (part.Split('=') is not [var name, var number] || !shares.ContainsKey(name)
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var share))
            {
                error = $"mix '{text}': '{part}' is not understood; allowed: read=N,write=N,lookup=N in percent, such as read=80,write=15,lookup=5.";
                return false;
            }

            shares[name] = share;
        }

        if (shares.Values.Sum() != 100)
        {
            error = $"mix '{text}': the shares add up to {shares.Values.Sum()}; allowed: 100.";
            return false;
        }

        mix = new OperationMix(shares["read"], shares["write"], shares["lookup"]);
        error = "";
        return true;
    }

    /// <summary>The operation at a point of the unit interval.</summary>
    public OperationKind At(double point)
        => point * 100 < Read ? OperationKind.Read : point * 100 < Read + Write ? OperationKind.Write : OperationKind.Lookup;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"read={Read},write={Write},lookup={Lookup}");
}
