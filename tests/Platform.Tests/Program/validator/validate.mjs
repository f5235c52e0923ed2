// Reads a JSON array of Kubernetes objects from standard input and writes, for each, { known, errors } as JSON.
const packages = {
  'argoproj.io': '@kubernetes-models/argo-rollouts',
  'cert-manager.io': '@kubernetes-models/cert-manager',
  'external-secrets.io': '@kubernetes-models/external-secrets',
  'generators.external-secrets.io': '@kubernetes-models/external-secrets',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'networking.gke.io': '@kubernetes-models/gke',
};

async function modelOf(object) {
  const [group, version] = object.apiVersion.split('/');
  if (!(group in packages)) return undefined;
  const models = await import(`${packages[group]}/${group}/${version}`).catch(() => ({}));
  return models[object.kind];
}

let text = '';
for await (const chunk of process.stdin) text += chunk;
const results = [];
for (const object of JSON.parse(text)) {
  const Model = await modelOf(object);
  const errors = [];
  if (Model) {
    try {
      new Model(object).validate();
    } catch (error) {
      errors.push(error.message);
    }
  }
  results.push({ known: Model !== undefined, errors });
}
process.stdout.write(JSON.stringify(results));
