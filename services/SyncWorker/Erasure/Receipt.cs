using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using WedSync.Core.Redis;

namespace WedSync.SyncWorker.Erasure;

/// <summary>What a receipt says.</summary>
internal sealed record ReceiptContent(
    string Id, string Tenant, string SubjectId, string RequestedIn, DateTimeOffset RequestedAt, DateTimeOffset CompletedAt,
    IReadOnlyList<RegionErasure> Regions, int Erased);

/// <summary>
/// Proof that a subject was erased in all regions: the content, ECDSA over its bytes, and the signer's certificate. The content stands as
/// it was signed, so that nobody has to write it the same way again to check it.
/// </summary>
internal sealed record Receipt(string Content, string Signature, string Certificate)
{
    public static Receipt Sign(ReceiptContent content, X509Certificate2 signer)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(content, ReceiptJson.Default.ReceiptContent);
        using var key = signer.GetECDsaPrivateKey() ?? throw new CryptographicException("The region's certificate has no ECDSA key: receipts are signed with one.");
        return new Receipt(
            Base64Url.EncodeToString(bytes),
            Base64Url.EncodeToString(key.SignData(bytes, HashAlgorithmName.SHA256)),
            signer.ExportCertificatePem());
    }

    public string ToJson() => JsonSerializer.Serialize(this, ReceiptJson.Default.Receipt);

    /// <summary>The content, when the signature holds and the signer is a region of the authority. Null otherwise, with the reason.</summary>
    public static ReceiptContent? Verify(string json, X509Certificate2 authority, out string reason)
    {
        try
        {
            var receipt = JsonSerializer.Deserialize(json, ReceiptJson.Default.Receipt) ?? throw new JsonException("It is empty.");
            var bytes = Base64Url.DecodeFromChars(receipt.Content);
            var content = JsonSerializer.Deserialize(bytes, ReceiptJson.Default.ReceiptContent) ?? throw new JsonException("Its content is empty.");
            using var signer = X509Certificate2.CreateFromPem(receipt.Certificate);
            reason = Check(receipt, bytes, content, signer, authority);
            return reason.Length == 0 ? content : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or CryptographicException)
        {
            reason = $"It is no receipt: {exception.Message}";
            return null;
        }
    }

    private static string Check(Receipt receipt, byte[] bytes, ReceiptContent content, X509Certificate2 signer, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // Certificates live for a month, receipts for years: it had to be valid when it signed.
        chain.ChainPolicy.VerificationTime = content.CompletedAt.LocalDateTime;
        if (!chain.Build(signer)) return "Its signer's certificate is not of this authority, or was not valid when it was signed.";
        var region = signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (region != content.RequestedIn) return $"It was signed by {region}, but requested in {content.RequestedIn}.";
        using var key = signer.GetECDsaPublicKey();
        return key is not null && key.VerifyData(bytes, Base64Url.DecodeFromChars(receipt.Signature), HashAlgorithmName.SHA256)
            ? ""
            : "Its signature does not belong to its content.";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ReceiptContent))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
