using Microsoft.AspNetCore.Builder;

namespace Pawl.Web.Access;

/// <summary>An endpoint whose answers last, such as a stream of events: each client may have so many at a time.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongStreamAttribute : Attribute;

internal static class LongStreamEndpoints
{
    /// <inheritdoc cref="LongStreamAttribute"/>
    public static TBuilder LimitStreams<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LongStreamAttribute());
}
