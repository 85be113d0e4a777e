using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Pawl.Runs;
using Pawl.Web.Access;
using Pawl.Web.Api.Problems;
using Pawl.Web.Hosting;

namespace Pawl.Web.Api.OpenApi;

/// <summary>The description of the API for programs, <c>/api/v1/openapi.json</c>, made from the endpoints themselves.</summary>
internal static class OpenApiDocuments
{
    private const string BearerScheme = "bearer";
    private const string CookieScheme = "cookie";

    public static void AddApiDescription(this IServiceCollection services, WebServerOptions options) =>
        services.AddOpenApi(
            "v1",
            document =>
            {
                document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                document.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
                document.AddDocumentTransformer((description, _, _) => Introduce(description, options));
                document.AddOperationTransformer(AddProblemAsync);
            }
        );

    public static void Map(IEndpointRouteBuilder api) => api.MapOpenApi("/openapi.json");

    private static Task Introduce(OpenApiDocument description, WebServerOptions options)
    {
        description.Info = new OpenApiInfo
        {
            Title = "Pawl",
            Version = ProductVersion.Full,
            Description =
                "Runs of long AI work: create, watch, cancel, retry and resume them. Failures are problems (RFC 9457) with a stable type. "
                + "A request that changes something under a session's cookie also carries the page's antiforgery token in X-Pawl-Antiforgery.",
        };
        description.Servers = [new OpenApiServer { Url = "/" }];
        description.Components ??= new OpenApiComponents();
        description.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token made by 'pawl token new'.",
            },
            [CookieScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = SessionCookie.Name(options.Port),
                Description = "The session of a signed-in browser.",
            },
        };
        description.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, description)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(CookieScheme, description)] = [] },
        ];
        return Task.CompletedTask;
    }

    /// <summary>Any endpoint may refuse, or fail: that answer has one shape everywhere.</summary>
    private static async Task AddProblemAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemJson), null, cancellation);
        operation.Responses ??= [];
        operation.Responses.TryAdd(
            "default",
            new OpenApiResponse
            {
                Description = "A problem: not signed in (401), not allowed (403), too many requests (429), a fault of the server (500), …",
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson.MediaType] = new() { Schema = schema } },
            }
        );
    }
}
