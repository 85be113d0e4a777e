using Pawl.Runs.Model;

namespace Pawl.Web.Access;

/// <summary>
/// The least role that an endpoint or page lets in. Of several, such as of a group and of an endpoint in it, the strictest counts. What
/// changes something needs an operator, whatever is declared.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequireRoleAttribute(AccessRole role) : Attribute
{
    public AccessRole Role { get; } = role;
}
