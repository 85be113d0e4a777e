using Microsoft.AspNetCore.Http;
using Pawl.Runs.Access;
using Pawl.Runs.Model;

namespace Pawl.Web.Access;

/// <summary>What let a request in.</summary>
/// <param name="Antiforgery">What requests of this session that change something carry in their header; null without a session.</param>
internal sealed record RequestGrant(AccessGrant Grant, string? Antiforgery)
{
    /// <summary>What the limits count by.</summary>
    public string Client => Grant.SessionId ?? Grant.TokenId;
}

/// <summary>Who a request comes from.</summary>
internal static class RequestGrantReading
{
    /// <summary>The one to write into events.</summary>
    /// <exception cref="InvalidOperationException">The endpoint lets in anybody, so nobody is known.</exception>
    public static Actor Actor(this HttpContext http) =>
        http.Grant()?.Actor ?? throw new InvalidOperationException("An endpoint that lets in anybody asked who it is.");

    /// <summary>Null at endpoints that let in anybody.</summary>
    public static AccessGrant? Grant(this HttpContext http) => http.Features.Get<RequestGrant>()?.Grant;

    /// <summary>Whether whoever asks may do what needs the role; for leaving out buttons that would only be refused.</summary>
    public static bool May(this HttpContext http, AccessRole role) => http.Grant()?.Role >= role;
}
