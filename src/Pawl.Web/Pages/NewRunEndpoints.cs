using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Store;
using Pawl.Web.Access;
using Pawl.Web.Api.Problems;
using Pawl.Web.Hosting;
using Pawl.Web.Views.Forms;

namespace Pawl.Web.Pages;

/// <summary>What the form of a new run asks the server as the person types.</summary>
internal static class NewRunEndpoints
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder parts)
    {
        parts.MapPost("/new-run", AnswerAsync);
        parts.MapPost("/new-run/profile", DraftAsync);
        parts.MapPost("/new-run/start", Start).RequireRole(AccessRole.Operator);
    }

    private static IResult Start(SpecFormRequest request, RunStore store, WebServerOptions options, HttpContext http)
    {
        try
        {
            var run = request.ToSubmission().Create(options.Workloads, options.DataRoot, store, http.Actor());
            return Results.Json(new { id = run.Id }, statusCode: StatusCodes.Status201Created);
        }
        catch (SpecException fault)
        {
            var problem = ProblemMapping.Of(fault)!;
            return Results.Json(problem, contentType: ProblemJson.MediaType, statusCode: problem.Status);
        }
    }

    private static async Task<SpecFormAnswer> AnswerAsync(SpecFormRequest request, SpecForms forms, IServiceProvider services)
    {
        var model = forms.Make(request);
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var form = model.Workload is null ? null : await HtmlAsync<SpecFormView>(renderer, (nameof(SpecFormView.Model), model));
        var problems = await HtmlAsync<SpecProblemList>(renderer, (nameof(SpecProblemList.Problems), model.Problems));
        return new SpecFormAnswer(
            model.Yaml,
            model.Sets,
            form,
            problems,
            [.. model.Problems.Select(SpecFormModel.LineOf).OfType<int>().Distinct().Order()],
            SpecFormAnswer.StatusOf(model),
            model.CanStart
        );
    }

    /// <summary>The dialog that makes a profile of what the form shows. What names or is one run alone is left out.</summary>
    private static async Task<IResult> DraftAsync(SpecFormRequest request, SpecForms forms, IServiceProvider services)
    {
        var model = forms.Make(request);
        if (model.Workload is not { } workload || !model.CanStart)
        {
            return Results.Problem(
                "Expected a spec without problems, from which to make a profile.",
                statusCode: StatusCodes.Status422UnprocessableEntity
            );
        }

        var values = model
            .Fields.Where(field => !field.IsDefault && !field.Key.Required && field.Key.Path is not ("name" or "tags"))
            .Select(field => (field.Key.Path, ToJson(field), FieldText.Of(field.Key, field.Value)))
            .ToList();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await HtmlAsync<ProfileDraftView>(
            renderer,
            (nameof(ProfileDraftView.Workload), workload.Name),
            (nameof(ProfileDraftView.Values), values)
        );
        return Results.Content(html, "text/html; charset=utf-8");
    }

    private static string ToJson(SpecField field) =>
        field.Value switch
        {
            TimeSpan duration => JsonSerializer.Serialize(SpecDuration.Format(duration), Json),
            IReadOnlyDictionary<string, string> map => JsonSerializer.Serialize(map, Json),
            var value => JsonSerializer.Serialize(value, Json),
        };

    private static Task<string> HtmlAsync<TComponent>(HtmlRenderer renderer, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent =>
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(pair => pair.Name, pair => pair.Value));
            return (await renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString();
        });
}
