using Microsoft.AspNetCore.Builder;
using Pawl.Runs.Model;

namespace Pawl.Web.Access;

/// <summary>Says at an endpoint who may use it.</summary>
internal static class EndpointAccess
{
    /// <inheritdoc cref="RequireRoleAttribute"/>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, AccessRole role)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireRoleAttribute(role));
}
