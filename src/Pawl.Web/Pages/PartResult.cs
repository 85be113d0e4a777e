using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pawl.Web.Views;

namespace Pawl.Web.Pages;

/// <summary>A view as HTML with a hash of it as entity tag: a browser that has just this gets 304 and no body.</summary>
/// <param name="parameters">Of <see cref="ViewHost"/>.</param>
internal sealed class PartResult(IDictionary<string, object?> parameters) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<ViewHost>(ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });
        var bytes = Encoding.UTF8.GetBytes(html);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
        httpContext.Response.Headers.ETag = tag;
        httpContext.Response.Headers.CacheControl = "no-store";
        if (httpContext.Request.Headers.IfNoneMatch == tag)
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
