using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Pawl.Web.Hosting;

namespace Pawl.Web.Access;

/// <summary>Counts what each client asks for. A client is a session, a token or, before it has either, an address.</summary>
internal sealed class RequestRates(WebServerOptions options) : IDisposable
{
    private const int Refills = 4;

    private readonly PartitionedRateLimiter<string> _requests = Bucket(options.Limits.Requests);
    private readonly PartitionedRateLimiter<string> _changes = Bucket(options.Limits.Changes);
    private readonly PartitionedRateLimiter<string> _anonymous = Bucket(options.Limits.AnonymousRequests);
    private readonly PartitionedRateLimiter<string> _signIns = Window(options.Limits.SignInAttempts, options.Limits.SignInWindow);
    private readonly PartitionedRateLimiter<string> _refusals = Window(options.Limits.AuditedRefusals, TimeSpan.FromMinutes(1));
    private readonly ConcurrentDictionary<string, int> _streams = new();

    /// <returns>Null when it is within the limit, else how long to wait.</returns>
    public TimeSpan? Request(string client, bool change) => Take(change ? _changes : _requests, client);

    /// <inheritdoc cref="Request"/>
    public TimeSpan? Anonymous(HttpContext http) => Take(_anonymous, Address(http));

    /// <inheritdoc cref="Request"/>
    public TimeSpan? SignIn(HttpContext http) => Take(_signIns, Address(http));

    /// <summary>Whether there is room in the audit for another refusal of this client.</summary>
    public bool IsRefusalAudited(string client) => Take(_refusals, client) is null;

    /// <returns>What to dispose when the stream ends; null when the client has as many as it may.</returns>
    public IDisposable? Stream(string client)
    {
        if (_streams.AddOrUpdate(client, 1, (_, count) => count + 1) <= options.Limits.Streams)
        {
            return new Leaving(() => Leave(client));
        }

        Leave(client);
        return null;
    }

    /// <summary>The client's address; of IPv6 the network of 64 bits, since one machine has all of it.</summary>
    public static string Address(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }

    public void Dispose()
    {
        foreach (var limiter in new[] { _requests, _changes, _anonymous, _signIns, _refusals })
        {
            limiter.Dispose();
        }
    }

    private void Leave(string client)
    {
        while (_streams.TryGetValue(client, out var count))
        {
            var isDone =
                count > 1
                    ? _streams.TryUpdate(client, count - 1, count)
                    : ((ICollection<KeyValuePair<string, int>>)_streams).Remove(new(client, count));
            if (isDone)
            {
                return;
            }
        }
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string client)
    {
        using var lease = limiter.AttemptAcquire(client);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.FromSeconds(1)
            ? wait
            : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<string> Bucket(int size) =>
        PartitionedRateLimiter.Create<string, string>(client =>
            RateLimitPartition.GetTokenBucketLimiter(
                client,
                _ =>
                    new()
                    {
                        TokenLimit = size,
                        TokensPerPeriod = Math.Max(1, size / Refills),
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                        QueueLimit = 0,
                    }
            )
        );

    private static PartitionedRateLimiter<string> Window(int size, TimeSpan window) =>
        PartitionedRateLimiter.Create<string, string>(client =>
            RateLimitPartition.GetFixedWindowLimiter(
                client,
                _ =>
                    new()
                    {
                        PermitLimit = size,
                        Window = window,
                        QueueLimit = 0,
                    }
            )
        );

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
