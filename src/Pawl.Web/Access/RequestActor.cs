using Microsoft.AspNetCore.Http;
using Pawl.Runs.Model;

namespace Pawl.Web.Access;

/// <summary>Who a request comes from.</summary>
internal static class RequestActor
{
    /// <summary>The one to write into events.</summary>
    public static Actor Actor(this HttpContext http) => http.Features.Get<Actor>() ?? new Actor("web", AccessRole.Approver);
}
