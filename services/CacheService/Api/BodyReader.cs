using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Metadata;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Overload;

namespace WedSync.CacheService.Api;

/// <summary>
/// Reads bodies before anything else is done for their requests: a client that sends slowly holds the bytes it has sent, and no place.
/// The least rate is the server's (<see cref="BodyLimits.MinBytesPerSecond"/>); the time as a whole, the length and the sum of all are
/// bounded here. Only what is between the framing counts.
/// </summary>
internal sealed class BodyReader(ServiceSettings settings, ByteBudget budget, TimeProvider time)
{
    /// <summary>The longest body that an endpoint takes; null = it takes none.</summary>
    public int? MaxBytesOf(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<IAcceptsMetadata>() switch
    {
        null => null,
        { ContentTypes: ["application/json"] } => JsonBody.MaxBytes,
        _ => settings.MaxEntryBytes,
    };

    /// <summary>The whole body; null when the pod holds too many bytes of bodies already.</summary>
    /// <exception cref="BadHttpRequestException">It is too long (413), too slow (408) or no HTTP (400).</exception>
    public async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int max, string tenant)
    {
        if (request.ContentLength > max) throw TooLong(max);
        var account = budget.Open(tenant);
        try
        {
            if (await ReadAsync(request.BodyReader, max, account) is { } bytes) return new RequestBody(bytes, account);
        }
        catch (IOException exception) when (exception is not (BadHttpRequestException or ConnectionResetException))
        {
            // The server's own parser lets a chunk's length that overflows out as this.
            account.Dispose();
            throw new BadHttpRequestException("The body's framing is broken.", StatusCodes.Status400BadRequest, exception);
        }
        catch
        {
            account.Dispose();
            throw;
        }

        account.Dispose();
        return null;
    }

    private async ValueTask<byte[]?> ReadAsync(PipeReader reader, int max, ByteBudget.Account account)
    {
        CancellationTokenSource? limit = null;
        try
        {
            while (true)
            {
                if (!reader.TryRead(out var read))
                {
                    limit ??= new CancellationTokenSource(settings.Bodies.Longest, time);
                    read = await reader.ReadAsync(limit.Token);
                }

                var buffer = read.Buffer;
                var (isTooLong, fits) = (buffer.Length > max, account.TryHold(buffer.Length));
                if (!isTooLong && fits && !read.IsCompleted)
                {
                    reader.AdvanceTo(buffer.Start, buffer.End);
                    continue;
                }

                var bytes = isTooLong || !fits ? null : buffer.ToArray();
                // The server reads on by itself what a refused body still brings.
                reader.AdvanceTo(buffer.End);
                return isTooLong ? throw TooLong(max) : bytes;
            }
        }
        catch (OperationCanceledException) when (limit is { IsCancellationRequested: true })
        {
            throw new BadHttpRequestException("The body took too long.", StatusCodes.Status408RequestTimeout);
        }
        finally
        {
            limit?.Dispose();
        }
    }

    private static BadHttpRequestException TooLong(int max) => new($"The body is over {max} bytes.", StatusCodes.Status413PayloadTooLarge);
}
