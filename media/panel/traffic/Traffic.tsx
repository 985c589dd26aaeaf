import type { VNode } from 'preact';
import { reveal } from '../host.ts';
import { t as text } from '../l10n.ts';
import { picture, select, selected } from '../state.ts';
import type { EndpointFrame, NearMiss, ServiceFrame } from './traffic.ts';

const mostShown = 20;

/** Services: what leads to them, what their selector catches, and what it misses by one label. */
export function Traffic(): VNode {
  const services = picture.value?.services ?? [];
  return (
    <section aria-labelledby="traffic-title">
      <h2 id="traffic-title">{text('traffic')}</h2>
      {services.length === 0 && <p class="dim">{text('noServices')}</p>}
      {services.slice(0, mostShown).map((service) => (
        <Service key={service.key} service={service} />
      ))}
      {services.length > mostShown && <p class="dim">{text('more', services.length - mostShown)}</p>}
    </section>
  );
}

function Service({ service }: { readonly service: ServiceFrame }): VNode {
  const selector = Object.entries(service.selector).map(([label, value]) => `${label}=${value}`);
  return (
    <div class="service">
      <button
        type="button"
        class="row"
        aria-pressed={selected.value === service.key}
        onClick={() => select(service.key)}
        onDblClick={() => reveal(service.key)}
      >
        <span
          class={`status ${service.ready === 0 && selector.length > 0 ? 'stuck' : 'complete'}`}
          aria-hidden="true"
        />
        <span class="dim">Service</span> <b>{service.name}</b>
        <span class="right">{text('endpointsReady', service.ready, service.total)}</span>
      </button>
      {service.routes.length > 0 && <p class="dim">Ingress {service.routes.join(', ')} →</p>}
      {selector.length > 0 && (
        <p class="chips">
          {selector.map((each) => (
            <code key={each}>{each}</code>
          ))}
        </p>
      )}
      {selector.length > 0 && service.endpoints.length === 0 && <p class="warn">⚠ {text('noEndpoints')}</p>}
      {service.endpoints.length > 0 && (
        <ul class="endpoints">
          {service.endpoints.map((endpoint) => (
            <Endpoint key={endpoint.name} endpoint={endpoint} />
          ))}
        </ul>
      )}
      {service.total > service.endpoints.length && (
        <p class="dim">{text('more', service.total - service.endpoints.length)}</p>
      )}
      {service.nearMisses.map((miss) => (
        <NearMissLine key={`${miss.label}${miss.found ?? ''}`} miss={miss} />
      ))}
    </div>
  );
}

const signs: Readonly<Record<EndpointFrame['state'], string>> = { ready: '●', notReady: '○', terminating: '✕' };

function Endpoint({ endpoint }: { readonly endpoint: EndpointFrame }): VNode {
  const { pod } = endpoint;
  const state =
    endpoint.state === 'ready'
      ? text('state_ready')
      : endpoint.state === 'terminating'
        ? text('state_terminating')
        : text('notReady');
  return (
    <li>
      <button
        type="button"
        class={`endpoint ${endpoint.state}`}
        title={`${endpoint.name}: ${state}`}
        aria-pressed={pod !== undefined && selected.value === pod}
        onClick={() => select(pod)}
      >
        <span aria-hidden="true">{signs[endpoint.state]}</span>{' '}
        <span class="hidden">{endpoint.name.slice(0, endpoint.name.lastIndexOf('-') + 1)}</span>
        {endpoint.name.slice(endpoint.name.lastIndexOf('-') + 1)}
        <span class="hidden"> {state}</span>
      </button>
    </li>
  );
}

function NearMissLine({ miss }: { readonly miss: NearMiss }): VNode {
  return (
    <p class="warn">
      ⚠{' '}
      <button type="button" class="link" onClick={() => select(miss.example)}>
        {text('nearMiss', miss.count, miss.label, miss.found ?? text('labelAbsent'), miss.wanted)}
      </button>
    </p>
  );
}
