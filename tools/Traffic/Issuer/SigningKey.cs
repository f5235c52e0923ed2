using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WedSync.Issuer;

/// <summary>Key of the local token issuer: ECDSA over P-256, a PEM file that only its owner reads.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>Name of the key's file in the issuer's folder.</summary>
    public const string FileName = "signing-key.pem";

    /// <summary>The algorithm's name in tokens and key sets.</summary>
    public const string Algorithm = "ES256";

    private const int CoordinateBytes = 32;

    private readonly ECDsa _key;
    private readonly string _x;
    private readonly string _y;

    private SigningKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        _x = Base64Url.EncodeToString(point.X);
        _y = Base64Url.EncodeToString(point.Y);
        // RFC 7638: the key's name follows from the key, so that whoever holds the file agrees about it.
        Id = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{_x}}","y":"{{_y}}"}""")));
    }

    /// <summary>The key's id (kid).</summary>
    public string Id { get; }

    /// <summary>The public half as a JSON Web Key.</summary>
    public string PublicJwk => $$"""{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{Id}}","x":"{{_x}}","y":"{{_y}}"}""";

    /// <summary>Reads the key of a folder.</summary>
    /// <exception cref="IOException">There is no readable P-256 key.</exception>
    public static SigningKey Open(string directory)
    {
        var file = Path.Combine(directory, FileName);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.ExportParameters(false).Q.X is { Length: CoordinateBytes }) return new SigningKey(key);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new IOException($"{file}: not a private key on P-256 in PEM ({exception.Message})", exception);
        }
        catch
        {
            key.Dispose();
            throw;
        }

        key.Dispose();
        throw new IOException($"{file}: not a private key on P-256 in PEM");
    }

    /// <summary>Reads the key of a folder; makes it where there is none. For the issuer alone: whoever signs opens what is there.</summary>
    /// <exception cref="IOException">The file is no such key or cannot be written.</exception>
    public static SigningKey OpenOrCreate(string directory)
    {
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file)) Create(directory, file);
        return Open(directory);
    }

    /// <summary>Signs the bytes of a token as RFC 7518 wants it: both numbers, 32 bytes each.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static void Create(string directory, string file)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The key's file is kept from other users by Unix file modes.");
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var draft = Path.Combine(directory, $".{Guid.NewGuid():N}");
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        }

        // Whole or not at all: a reader never sees half a key.
        File.Move(draft, file, overwrite: true);
    }
}
